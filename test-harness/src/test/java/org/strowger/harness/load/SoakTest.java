package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;

class SoakTest {

    private static final int MINUTE = 60;
    private static final int DRAIN = 40;
    private static final double LIVE_OCTETS = 30e6;

    @Test
    void howTheSwitchEmptiesIsNoPartOfTheSlopes() {
        var findings = Soak.check(samples(0), Duration.ofSeconds(MINUTE));

        assertTrue(findings.stream().allMatch(Finding::holds), findings::toString);
    }

    @Test
    void aLeakOfAMebibyteASecondIsFoundInWhatFullCollectionsCount() {
        var failed =
                Soak.check(samples(1 << 20), Duration.ofSeconds(MINUTE)).stream()
                        .filter(f -> !f.holds())
                        .map(Finding::name)
                        .toList();

        assertEquals(List.of("growth of live heap"), failed);
    }

    @Test
    void whatAYoungCollectionLeavesIsNotLiveHeap() {
        var young = new Sample(1, Map.of(Names.HEAP_LIVE, 2.0));
        var full = new Sample(2, Map.of(Names.HEAP_LIVE, 2.0, Names.HEAP_FULL, 1.0));

        var steady = Soak.steady(List.of(young, full), 3);

        assertFalse(steady.getFirst().values().containsKey(Names.HEAP_LIVE));
        assertEquals(1.0, steady.getLast().values().get(Names.HEAP_LIVE));
    }

    @Test
    void collectionsAreRareInLongRuns() {
        assertEquals(Duration.ofSeconds(1), Soak.pause(Duration.ofSeconds(45)));
        assertEquals(Duration.ofSeconds(3), Soak.pause(Duration.ofMinutes(3)));
        assertEquals(Duration.ofSeconds(30), Soak.pause(Duration.ofHours(8)));
    }

    /** A minute of steady load, then a switch that empties: more files, as a warning. */
    private static List<Sample> samples(double leakPerSecond) {
        var samples = new ArrayList<Sample>();
        for (int i = 1; i <= MINUTE + DRAIN; i++) {
            var values = new HashMap<String, Double>();
            boolean drains = i > MINUTE;
            values.put(Names.LIVE, 60.0 + i % 3);
            values.put(Names.FILES, drains ? 1e6 * i : 200.0 + 2 * (i % 3));
            values.put(Names.THREADS, drains ? 1e6 * i : 50.0);
            values.put(Names.RSS, drains ? 1e12 * i : 400e6);
            values.put(Names.INVITE_200_P99, drains ? 1e9 * i : 9_000.0 + i % 7);
            values.put(Names.HEAP_LIVE, 100e6 + 1e7 * i);
            if (i % 2 == 0) {
                values.put(Names.HEAP_FULL, LIVE_OCTETS + leakPerSecond * i);
            }
            samples.add(new Sample(i, values));
        }
        return samples;
    }
}
