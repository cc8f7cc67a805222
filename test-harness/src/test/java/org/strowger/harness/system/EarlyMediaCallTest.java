package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;

/** RFC 3262 on both legs of a call, and what the carrier plays before it answers. */
@Tag("loopback")
class EarlyMediaCallTest {

    private static final int CALLS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * The carrier answers after 700 ms of tone, and the caller hangs up 300 ms later: 50 in all.
     */
    private static final int MORE_THAN_AFTER_THE_ANSWER = 30;

    @Rfc(number = 3262, section = "3")
    @Rfc(number = 3262, section = "4")
    @Test
    void theCallerHearsTheCarrierBeforeItAnswers() {
        var conf = ConfFolder.create().t1Millis(100);
        try (var loopback = Loopback.start("early-media", conf);
                var _ = loopback.trunk("uas-trunk-early", LIMIT)) {
            var callers =
                    loopback.callers("uac-reliable", "4003", "5551001")
                            .calls(CALLS)
                            .rate(CALLS)
                            .limit(LIMIT)
                            .run();
            Loopback.assertAllSuccessful(callers, CALLS);
            var records = loopback.strowger().awaitRecords(CALLS, Loopback.SOON);
            for (var record : records) {
                assertEquals("answered", record.outcome(), record::toString);
                long heard = record.legs().getFirst().packetsSent();
                assertTrue(heard > MORE_THAN_AFTER_THE_ANSWER, record::toString);
            }
            loopback.strowger().awaitAtRest(Loopback.AT_REST.plusSeconds(10));
        }
    }
}
