package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** Five hundred callers a second who hang up right after their ACK, and what that costs. */
@Tag("loopback")
@Tag("alone")
class FloodTest {

    private static final int RATE = 500;
    private static final int HELD = 1_000;
    private static final Duration HOLD = Duration.ofSeconds(8);

    @Test
    void underOneCallInAThousandFailsInTenSeconds() {
        flood("flood", Duration.ofSeconds(10));
    }

    @Test
    @Tag("long")
    void underOneCallInAThousandFailsInThirtySeconds() {
        flood("flood-long", Duration.ofSeconds(30));
    }

    @Test
    void aThousandHeldCallsEndWellAndTheirHeapIsMeasured() {
        try (var loopback = Loopback.start("held", conf())) {
            var strowger = loopback.strowger();
            hold(loopback, 10, Duration.ofSeconds(1)); // Loads and initializes what calls need.
            strowger.awaitAtRest(Duration.ofSeconds(60));
            long before = strowger.heapAfterGc();
            try (var run = loopback.held(HELD, HOLD)) {
                strowger.await(
                        () -> strowger.count("calls") == HELD,
                        HOLD,
                        () -> HELD + " calls: " + strowger.counts());
                long held = strowger.heapAfterGc() - before;
                Loopback.assertAllSuccessful(run.await(), HELD);
                print("heap per held call: %d octets (%d calls)".formatted(held / HELD, HELD));
            }
        }
    }

    private static void flood(String name, Duration duration) {
        try (var loopback = Loopback.start(name, conf())) {
            var strowger = loopback.strowger();
            int calls = (int) (RATE * duration.toSeconds());
            double before = strowger.cpuSeconds();
            var result =
                    loopback.callers("uac-4001-hangup-after-ack", "4001", "5551001")
                            .calls(calls)
                            .rate(RATE)
                            .atOnce(calls)
                            .limit(duration.multipliedBy(4))
                            .run();
            double cpu = strowger.cpuSeconds() - before;

            print("%s: %s".formatted(name, result.summary()));
            print(
                    "%s: %.3f ms of CPU per call, start-up excluded"
                            .formatted(name, 1_000 * cpu / calls));
            assertTrue(result.failed() * 1_000 < calls, result::summary);
            assertTrue(result.successful() * 1_000 > calls * 999L, result::summary);
            awaitAll(strowger, (int) result.successful());
            strowger.awaitAtRest(Duration.ofSeconds(60));
        }
    }

    private static void awaitAll(SwitchProcess strowger, int calls) {
        var records = strowger.awaitRecords(calls, Duration.ofSeconds(30));
        assertTrue(records.size() >= calls, () -> records.size() + " records of " + calls);
    }

    private static void hold(Loopback loopback, int calls, Duration duration) {
        var result =
                loopback.callers("uac-hold", "4004", "5552000")
                        .calls(calls)
                        .rate(100)
                        .atOnce(calls)
                        .pause(duration)
                        .run();
        Loopback.assertAllSuccessful(result, calls);
    }

    /**
     * Every call has a port that rests for 30 s after it: more ports than usual. T1 is short enough
     * that the rest after 64 T1 comes soon.
     */
    private static ConfFolder conf() {
        return ConfFolder.create().rtpPorts(10_000, 31_999).calls(8_000).t1Millis(50);
    }

    private static void print(String figure) {
        System.out.println("figure: " + figure);
    }
}
