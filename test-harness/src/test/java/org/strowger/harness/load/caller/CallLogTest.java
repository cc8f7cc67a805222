package org.strowger.harness.load.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Percentiles;

class CallLogTest {

    private static final String LINES =
            """
            200;7000000;100.000000;500000.000000;100.000000;501000.000000;;;100.000000;504000.000000
            503;7000001;100.000000;900000.000000;100.000000;950000.000000;3
            503;7000002;101.000000;100.000000;101.000000;600000.000000;
            200;7000003;102.000000;500000.000000;;;102.000000;600000.000000;103.000000;100000.000000
            end;7000000;104.000000;0.000000;104.000000;2000.000000
            end;7000003
            end;70000\
            """;

    private static CallLog log() throws IOException {
        return CallLog.read(new BufferedReader(new StringReader(LINES)), 7_000_000);
    }

    @Test
    void whatBecameOfACallIsKnownByItsPlace() throws IOException {
        var log = log();

        assertEquals(places(0, 3), log.answered());
        assertEquals(places(0, 3), log.ended());
        assertEquals(places(1, 2), log.refused());
        assertEquals(places(2), log.refusedAgain(), "after T1 its INVITE was sent again");
        assertEquals(1, log.withoutRetryAfter());
    }

    @Test
    void timesAreMicrosecondsAndWhatDidNotHappenHasNone() throws IOException {
        var times = log().times().percentiles();

        assertEquals(4_001, (double) of(times, Names.INVITE_200).p50(), 2);
        assertEquals(1, of(times, Names.INVITE_100).count());
        assertEquals(1_000, of(times, Names.INVITE_100).max());
        assertEquals(1, of(times, Names.INVITE_180).count());
        assertEquals(2_000, (double) of(times, Names.SDD).max(), 1);
    }

    @Test
    void spansAreFromTheFirstInvite() throws IOException {
        var log = log();

        assertEquals(1.5, log.startRate(), 1e-9, "three more callers in two seconds");
        assertEquals(3.502, log.span(), 1e-9);
        assertEquals(2, log.bySecond().size());
    }

    private static BitSet places(int... calls) {
        var places = new BitSet();
        for (int call : calls) {
            places.set(call);
        }
        return places;
    }

    private static Percentiles of(Map<String, Percentiles> times, String name) {
        return Objects.requireNonNull(times.get(name), name);
    }
}
