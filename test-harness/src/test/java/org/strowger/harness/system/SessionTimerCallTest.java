package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;

/** SIPp's callers of RFC 4028: one that breaks its promise, and two that fall silent. */
@Tag("loopback")
class SessionTimerCallTest {

    private static final int SESSION_SECONDS = 3;
    private static final int CALLS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final List<String> CALLERS =
            List.of("uac-session-silent", "uac-session-update", "uac-session-reinvite");

    @Rfc(number = 4028, section = "7.4")
    @Rfc(number = 4028, section = "10")
    @Rfc(number = 3311, section = "5.1")
    @Rfc(number = 3326, section = "2")
    @Test
    void whoDoesNotKeepItsSessionAliveHasItsCallEnded() {
        var conf =
                ConfFolder.create()
                        .t1Millis(Loopback.SHORT_T1_MILLIS)
                        .sessionSeconds(SESSION_SECONDS);
        try (var loopback = Loopback.start("session-timer", conf)) {
            var runs =
                    CALLERS.stream()
                            .map(scenario ->
                                    loopback.callers(scenario, "4004", scenario)
                                            .value("expires", SESSION_SECONDS)
                                            .calls(CALLS)
                                            .rate(CALLS)
                                            .limit(LIMIT)
                                            .start())
                            .toList();
            runs.forEach(run -> Loopback.assertAllSuccessful(run.await(), CALLS));
            var records = loopback.strowger().awaitRecords(CALLERS.size() * CALLS, Loopback.SOON);
            records.forEach(record -> assertEquals("failed", record.outcome(), record::toString));
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }
}
