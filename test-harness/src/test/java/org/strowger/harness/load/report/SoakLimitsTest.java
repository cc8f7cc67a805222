package org.strowger.harness.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;

class SoakLimitsTest {

    private static final int RATE = 50;
    private static final int TALK_SECONDS = 3;
    private static final int FILES_PER_CALL = 2;

    @Test
    void aSwitchThatLosesNothingPassesInAMinuteAndInAnHour() {
        for (int seed = 0; seed < 40; seed++) {
            var minute = check(60, samples(seed, 60, 0, 0, 0));
            assertTrue(minute.stream().allMatch(Finding::holds), minute::toString);
        }
        var hour = check(3600, samples(1, 3600, 0, 0, 0));
        assertTrue(hour.stream().allMatch(Finding::holds), hour::toString);
    }

    @Test
    void aLeakOfAFileInTenCallsNeverPassesInAMinute() {
        for (int seed = 0; seed < 100; seed++) {
            assertFails("growth of open files", check(60, samples(seed, 60, RATE / 10.0, 0, 0)));
        }
    }

    @Test
    void aLeakOfAThreadInAHundredCallsNeverPassesInAMinute() {
        for (int seed = 0; seed < 40; seed++) {
            assertFails("growth of threads", check(60, samples(seed, 60, 0, RATE / 100.0, 0)));
        }
    }

    @Test
    void aLeakOfAKilobyteACallFailsInAnHour() {
        assertFails("growth of live heap", check(3600, samples(1, 3600, 0, 0, 1024.0 * RATE)));
    }

    @Test
    void aSeriesThatIsNotThereDoesNotPass() {
        var findings = check(60, List.of(new Sample(1, Map.of(Names.FILES, 3.0))));

        assertEquals(5, findings.size());
        assertFalse(findings.stream().anyMatch(Finding::holds));
    }

    private static void assertFails(String name, List<Finding> findings) {
        var failed = findings.stream().filter(f -> !f.holds()).map(Finding::name).toList();
        assertEquals(List.of(name), failed, findings::toString);
    }

    private static List<Finding> check(int seconds, List<Sample> samples) {
        return SoakLimits.forSeconds(seconds).check(samples);
    }

    /** As of a switch under mixed traffic; what leaks, each second. */
    private static List<Sample> samples(
            int seed, int seconds, double files, double threads, double octets) {
        var random = new Random(seed);
        var samples = new ArrayList<Sample>();
        double live = RATE * TALK_SECONDS;
        for (int i = 0; i < seconds; i++) {
            live += (RATE * TALK_SECONDS - live) / TALK_SECONDS + 6 * random.nextGaussian();
            samples.add(
                    new Sample(
                            i,
                            Map.of(
                                    Names.LIVE,
                                    live,
                                    Names.FILES,
                                    Math.rint(120 + FILES_PER_CALL * live + files * i),
                                    Names.THREADS,
                                    Math.rint(48 + threads * i),
                                    Names.HEAP_LIVE,
                                    60e6 + live * 5_000 + octets * i,
                                    Names.RSS,
                                    300e6 + 1e6 * Math.min(60, i),
                                    Names.INVITE_200_P99,
                                    20_000 + 4_000 * random.nextGaussian())));
        }
        return samples;
    }
}
