package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** kill -9 in the middle of calls: what was over is recorded, what was not is closed. */
@Tag("loopback")
class KillTest {

    private static final int FINISHED = 20;
    private static final int OPEN = 5;

    /** Nothing older than 100 ms and one fsync is lost; this is older. */
    private static final long PROMISE_MILLIS = 1_000;

    @Test
    void finishedCallsKeepTheirRecordsAndOpenOnesAreClosedAsSwitchFailed()
            throws InterruptedException {
        try (var loopback = Loopback.start("kill", ConfFolder.create());
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip())) {
            var strowger = loopback.strowger();
            agent.register();
            var result =
                    loopback.callers("uac-4001-hangup-after-ack", "4001", "5551001")
                            .calls(FINISHED)
                            .rate(20)
                            .run();
            Loopback.assertAllSuccessful(result, FINISHED);
            var before = byId(strowger.awaitRecords(FINISHED, Loopback.SOON));
            killDuringCalls(strowger);

            try (var restarted = loopback.again()) {
                var after = restarted.strowger().awaitRecords(FINISHED + OPEN, Loopback.SOON);
                assertEquals(FINISHED + OPEN, after.size());
                var failed = new ArrayList<CallRecord>();
                for (var record : after) {
                    var known = before.get(record.id());
                    if (known == null) {
                        failed.add(record);
                    } else {
                        assertEquals(known.json(), record.json());
                    }
                }
                assertClosed(failed);
                assertCallsWithoutANewRegistration(restarted.strowger(), agent);
            }
        }
    }

    private static void assertCallsWithoutANewRegistration(SwitchProcess strowger, Phone agent) {
        strowger.awaitAgents(1, "ready", Loopback.SOON);
        try (var caller = Phone.anonymous("5552002", strowger.sip())) {
            var call = caller.dial("4002");
            agent.awaitCall(Loopback.SOON).answer();
            call.awaitAnswer(Loopback.SOON);
            call.hangUp();
            call.awaitEnd(Loopback.SOON);
        }
    }

    private static void killDuringCalls(SwitchProcess strowger) throws InterruptedException {
        try (var phone = Phone.anonymous("5552001", strowger.sip())) {
            var calls = new ArrayList<PhoneCall>();
            for (int i = 0; i < OPEN; i++) {
                calls.add(phone.dial("4004"));
            }
            calls.forEach(call -> call.awaitAnswer(Loopback.SOON));
            Thread.sleep(PROMISE_MILLIS);
            strowger.kill9();
        }
        assertFalse(strowger.isAlive());
    }

    private static void assertClosed(List<CallRecord> open) {
        assertEquals(OPEN, open.size());
        for (var record : open) {
            assertEquals("5552001", record.caller(), record::toString);
            assertEquals("switch-failed", record.outcome(), record::toString);
            assertFalse(record.end().isEmpty(), record::toString);
        }
    }

    private static Map<String, CallRecord> byId(List<CallRecord> records) {
        return records.stream().collect(Collectors.toMap(CallRecord::id, record -> record));
    }

    @Test
    void aSwitchThatIsToldToStopEndsItselfAndKeepsItsRecords() {
        try (var loopback = Loopback.start("stop", ConfFolder.create())) {
            var result =
                    loopback.callers("uac-4001-hangup-after-ack", "4001", "5551001")
                            .calls(FINISHED)
                            .rate(20)
                            .run();
            Loopback.assertAllSuccessful(result, FINISHED);

            assertEquals(0, loopback.strowger().stop());

            try (var restarted = loopback.again()) {
                var records = restarted.strowger().awaitRecords(FINISHED, Duration.ofSeconds(10));
                assertEquals(FINISHED, records.size());
            }
        }
    }
}
