package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.sipp.Sipp;
import org.strowger.harness.sipp.SippRun;

/** Good and bad calls, block after block: nothing of them stays. */
@Tag("loopback")
@Tag("alone")
class MixedCallsTest {

    private static final int BLOCKS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** One kind of call in a block. */
    private record Kind(String scenario, String number, int calls) {}

    private static final List<Kind> BLOCK =
            List.of(
                    new Kind("uac-4001-hangup-after-ack", "4001", 1_000),
                    new Kind("uac-hold", "4004", 300),
                    new Kind("uac-refused", "4999", 300),
                    new Kind("uac-no-common-codec", "4001", 200),
                    new Kind("uac-bye-without-call", "4001", 100),
                    new Kind("uac-cancel-ringing", "4003", 100));

    private static final int CALLS = BLOCK.stream().mapToInt(Kind::calls).sum();

    @Test
    void afterEachBlockNothingIsLeftAndTheHeapGrowsByUnderFiftyOctetsACall() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).rtpPorts(10_000, 31_999);
        try (var loopback = Loopback.start("mixed", conf)) {
            block(loopback, 0);
            long before = loopback.strowger().heapAfterGc();
            for (int number = 1; number <= BLOCKS; number++) {
                block(loopback, number);
            }
            long grown = loopback.strowger().heapAfterGc() - before;

            System.out.printf(
                    "figure: %d mixed calls, heap grew by %d octets%n", BLOCKS * CALLS, grown);
            assertTrue(grown < 50L * BLOCKS * CALLS, () -> grown + " octets");
        }
    }

    private static void block(Loopback loopback, int number) {
        var strowger = loopback.strowger();
        // Not SIPp: with so short a T1 a CANCEL may come twice, which is a new call to SIPp.
        try (var _ = Phone.carrier(strowger.conf().trunkPort(), strowger.sip())) {
            var runs = new ArrayList<SippRun>();
            try {
                BLOCK.forEach(kind -> runs.add(start(loopback, kind)));
                for (int i = 0; i < runs.size(); i++) {
                    Loopback.assertAllSuccessful(runs.get(i).await(), BLOCK.get(i).calls());
                }
            } finally {
                runs.forEach(SippRun::close);
            }
        }
        loopback.strowger().awaitAtRest(Loopback.AT_REST);
        assertEquals(Map.of(), loopback.strowger().left(), "after block " + number);
    }

    private static SippRun start(Loopback loopback, Kind kind) {
        Sipp sipp = loopback.callers(kind.scenario(), kind.number(), "5551001");
        return sipp.calls(kind.calls())
                .rate(kind.calls() / 3)
                .atOnce(kind.calls())
                .pause(Duration.ofMillis(500))
                .limit(LIMIT)
                .start();
    }
}
