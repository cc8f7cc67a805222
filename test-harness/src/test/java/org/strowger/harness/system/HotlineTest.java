package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;

/** SIPp calls 4000 and SIPp's agents answer: what the caller pressed is where the call went. */
@Tag("loopback")
class HotlineTest {

    private static final Duration TALK = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void aHundredCallersWhoPressTwoAndOneAreEnglishAndReachSales() {
        var records = calls("hotline-en", "uac-hotline", "2;1", 100);

        for (var record : records) {
            assertEquals("en", record.language(), record::toString);
            assertEquals("sales", record.queue(), record::toString);
            assertEquals("21", record.keys(), record::toString);
            assertEquals(0, record.timeouts(), record::toString);
        }
    }

    @Test
    void callersWhoPressOneAndTwoAreMandarinAndReachSupport() {
        var records = calls("hotline-zh", "uac-hotline", "1;2", 20);

        for (var record : records) {
            assertEquals("zh", record.language(), record::toString);
            assertEquals("support", record.queue(), record::toString);
            assertEquals("12", record.keys(), record::toString);
            assertEquals(0, record.timeouts(), record::toString);
        }
    }

    @Test
    void callersWhoPressNothingReachSupportAndTheirTimeOutsAreRecorded() {
        var records = calls("hotline-silent", "uac-no-keys", "", 5);

        for (var record : records) {
            assertEquals("", record.keys(), record::toString);
            assertEquals("support", record.queue(), record::toString);
            assertTrue(record.timeouts() >= 2, record::toString);
        }
    }

    private static List<CallRecord> calls(String name, String scenario, String keys, int calls) {
        try (var loopback = Loopback.start(name, ConfFolder.create().agents(3));
                var agents = loopback.agents(TALK, LIMIT)) {
            var result =
                    loopback.callers(scenario, "4000", "5551001")
                            .rows(List.of(keys.isEmpty() ? "none" : keys))
                            .calls(calls)
                            .rate(4)
                            .atOnce(calls)
                            .limit(LIMIT)
                            .run();

            Loopback.assertAllSuccessful(result, calls);
            var records = loopback.strowger().awaitRecords(calls, Loopback.SOON);
            assertAllAnswered(records, calls);
            agents.drain();
            Loopback.assertAllSuccessful(agents.await(), calls);
            return records;
        }
    }

    private static void assertAllAnswered(List<CallRecord> records, int calls) {
        assertEquals(calls, records.size());
        for (var record : records) {
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals("agent", record.endedBy(), record::toString);
            assertFalse(record.answeredAt().isEmpty(), record::toString);
        }
        var agents = records.stream().map(CallRecord::agent).collect(Collectors.toSet());
        if (calls >= 20) {
            assertEquals(3, agents.size(), agents::toString);
        }
        var ids = records.stream().map(CallRecord::id).collect(Collectors.toSet());
        assertEquals(calls, ids.size());
    }
}
