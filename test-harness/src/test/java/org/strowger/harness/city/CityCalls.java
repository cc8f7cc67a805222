package org.strowger.harness.city;

import java.util.List;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;

/** Calls as call control tells them, for tests of the city's disk and store. */
final class CityCalls {

    private CityCalls() {}

    static CallEvent.Started started(String id, long at) {
        return new CallEvent.Started(new CallId(id), at, "+4930123", "Zoë", "4002");
    }

    static CallEvent.Ended ended(String id, long startedAt, long at) {
        return new CallEvent.Ended(new CallId(id), at, cdr(id, startedAt, at));
    }

    /** Five events a thousand microseconds apart, with agent 1001 out of queue support. */
    static List<CallEvent> whole(String id, long at) {
        var call = new CallId(id);
        return List.of(
                started(id, at),
                new CallEvent.Answered(call, at + 1_000),
                new CallEvent.Queued(call, at + 2_000, "support", "en", ""),
                new CallEvent.AgentAnswered(call, at + 3_000, "support", "1001"),
                ended(id, at, at + 4_000));
    }

    static Cdr cdr(String id, long startedAt, long endedAt) {
        return new Cdr(
                id,
                startedAt,
                "+4930123",
                "Zoë",
                "4002",
                "en",
                "",
                0,
                "support",
                startedAt + 2_000,
                "1001",
                startedAt + 1_000,
                startedAt + 3_000,
                endedAt,
                "caller",
                "answered",
                List.of(),
                null,
                null);
    }
}
