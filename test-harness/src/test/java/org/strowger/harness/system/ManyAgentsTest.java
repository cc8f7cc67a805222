package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;

/** Two hundred agents, a thousand calls of 5 s each, so many a second that 150 talk at a time. */
@Tag("loopback")
@Tag("alone")
class ManyAgentsTest {

    private static final int AGENTS = 200;
    private static final int CALLS = 1_000;
    private static final int PER_SECOND = 50;
    private static final Duration TALK = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** SIPp's sound begins so much late at most, where the machine is busy. */
    private static final Duration LATE = Duration.ofMillis(750);

    /** A packet every 20 ms. */
    private static final long LEAST_PACKETS = TALK.minus(LATE).toMillis() / 20;

    @Rfc(number = 3550, section = "5.1")
    @Test
    void noCallFailsAndRtpFlowsBothWaysInEveryOne() {
        try (var loopback = Loopback.start("many-agents", conf());
                var agents = loopback.agents(TALK, LIMIT)) {
            var callers =
                    loopback.callers("uac-talk", "4002", "5551001")
                            .calls(CALLS)
                            .rate(PER_SECOND)
                            .atOnce(CALLS)
                            .limit(LIMIT)
                            .run();

            Loopback.assertAllSuccessful(callers, CALLS);
            var records = loopback.strowger().awaitRecords(CALLS, Loopback.SOON);
            agents.drain();
            Loopback.assertAllSuccessful(agents.await(), CALLS);
            assertEquals(CALLS, records.size());
            records.forEach(ManyAgentsTest::assertWhole);
            assertEquals(
                    CALLS, records.stream().map(CallRecord::id).collect(Collectors.toSet()).size());
            loopback.strowger().awaitAtRest(Duration.ofSeconds(40));
        }
    }

    /** T1 short enough that the rest after 64 T1 comes soon. */
    private static ConfFolder conf() {
        return ConfFolder.create().agents(AGENTS).t1Millis(50);
    }

    private static void assertWhole(CallRecord record) {
        assertEquals("answered", record.outcome(), record::toString);
        assertEquals("support", record.queue(), record::toString);
        assertEquals("agent", record.endedBy(), record::toString);
        assertEquals(2, record.legs().size(), record::toString);
        for (var leg : record.legs()) {
            assertEquals(200, leg.status(), record::toString);
            assertTrue(leg.packetsReceived() >= LEAST_PACKETS, record::toString);
            assertTrue(leg.packetsSent() >= LEAST_PACKETS, record::toString);
        }
    }
}
