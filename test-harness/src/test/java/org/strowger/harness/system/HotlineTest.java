package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.sipp.SippRun;

/** SIPp calls 4000 and SIPp's agents answer: what the caller pressed is where the call went. */
@Tag("loopback")
class HotlineTest {

    private static final Duration TALK = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** One kind of caller. */
    private record Group(
            String scenario, String keys, int calls, int rate, String caller, String language) {}

    private static final List<Group> GROUPS =
            List.of(
                    new Group("uac-hotline", "2;1", 100, 10, "5551001", "en"),
                    new Group("uac-hotline", "1;2", 20, 3, "5551002", "zh"),
                    new Group("uac-no-keys", "none", 5, 5, "5551003", "en"));

    private static final int CALLS = GROUPS.stream().mapToInt(Group::calls).sum();

    @Rfc(number = 4733, section = "3.1")
    @Test
    void callersReachTheQueueTheyKeyedAndThoseWhoKeyNothingReachSupport() {
        try (var loopback = Loopback.start("hotline", ConfFolder.create().agents(3));
                var agents = loopback.agents(TALK, LIMIT)) {
            var runs = GROUPS.stream().map(group -> start(loopback, group)).toList();
            for (int i = 0; i < runs.size(); i++) {
                Loopback.assertAllSuccessful(runs.get(i).await(), GROUPS.get(i).calls());
            }
            var records = loopback.strowger().awaitRecords(CALLS, Loopback.SOON);
            agents.drain();
            Loopback.assertAllSuccessful(agents.await(), CALLS);
            assertAllAnswered(records);
            GROUPS.forEach(group -> assertKeyed(group, records));
        }
    }

    private static SippRun start(Loopback loopback, Group group) {
        return loopback.callers(group.scenario(), "4000", group.caller())
                .rows(List.of(group.keys()))
                .calls(group.calls())
                .rate(group.rate())
                .atOnce(group.calls())
                .limit(LIMIT)
                .start();
    }

    private static void assertKeyed(Group group, List<CallRecord> all) {
        var records = all.stream().filter(r -> r.caller().equals(group.caller())).toList();
        assertEquals(group.calls(), records.size());
        boolean silent = group.keys().equals("none");
        for (var record : records) {
            assertEquals(
                    silent ? "" : group.keys().replace(";", ""), record.keys(), record::toString);
            assertEquals(
                    group.keys().endsWith("1") ? "sales" : "support",
                    record.queue(),
                    record::toString);
            if (silent) {
                assertTrue(record.timeouts() >= 2, record::toString);
            } else {
                assertEquals(0, record.timeouts(), record::toString);
                assertEquals(group.language(), record.language(), record::toString);
            }
        }
    }

    private static void assertAllAnswered(List<CallRecord> records) {
        assertEquals(CALLS, records.size());
        for (var record : records) {
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals("agent", record.endedBy(), record::toString);
            assertFalse(record.answeredAt().isEmpty(), record::toString);
        }
        var agents = records.stream().map(CallRecord::agent).collect(Collectors.toSet());
        assertEquals(3, agents.size(), agents::toString);
        var ids = records.stream().map(CallRecord::id).collect(Collectors.toSet());
        assertEquals(CALLS, ids.size());
    }
}
