package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.overload.Rush;
import org.strowger.harness.process.ConfFolder;

/** The callers of an overload, at a switch that can serve them, and at one that is full. */
@Tag("loopback")
class RushTest {

    private static final int CALLS = 100;
    private static final int MOST = 10;

    @Test
    void everyCallIsServedAndHeldCallsStay() throws IOException {
        try (var loopback = Loopback.start("rush", ConfFolder.create());
                var held = Rush.to(loopback.strowger().sip(), "4004");
                var rush = Rush.to(loopback.strowger().sip(), "4001")) {
            assertEquals(5, held.hold(20, 5));
            var tally = rush.call(50, Duration.ofSeconds(2));
            assertEquals(CALLS, tally.offered());
            assertEquals(CALLS, tally.served() + tally.late(), tally::text);
            assertEquals(0, held.hungUp());
            assertEquals(5, held.release());
            assertEquals(
                    CALLS + 5, loopback.strowger().awaitRecords(CALLS + 5, Loopback.SOON).size());
        }
    }

    @Test
    void whoIsRefusedIsCounted() throws IOException {
        try (var loopback = Loopback.start("rush-full", ConfFolder.create().calls(MOST));
                var held = Rush.to(loopback.strowger().sip(), "4004");
                var rush = Rush.to(loopback.strowger().sip(), "4001")) {
            assertEquals(MOST, held.hold(20, MOST));
            var tally = rush.call(50, Duration.ofSeconds(1));
            assertEquals(tally.offered(), tally.refused(), tally::text);
            assertTrue(tally.offered() > 0);
            assertEquals(MOST, held.release());
        }
    }
}
