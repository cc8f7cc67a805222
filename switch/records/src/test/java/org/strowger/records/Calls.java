package org.strowger.records;

import java.util.List;
import org.strowger.base.CallId;

/** Calls as call control tells them, for tests. */
final class Calls {

    static final SpoolLimits SMALL = new SpoolLimits(1_000, 4_096, 600, 40_000, 20_000, 8_192);

    private Calls() {}

    static CallEvent.Started started(String id, long at) {
        return new CallEvent.Started(new CallId(id), at, "+4930123", "Zoë 李", "4000");
    }

    static CallEvent.Answered answered(String id, long at) {
        return new CallEvent.Answered(new CallId(id), at);
    }

    static CallEvent.Queued queued(String id, long at, String queue) {
        return new CallEvent.Queued(new CallId(id), at, queue, "zh", "12");
    }

    static CallEvent.AgentAnswered agentAnswered(String id, long at, String queue) {
        return new CallEvent.AgentAnswered(new CallId(id), at, queue, "1001");
    }

    static CallEvent.Ended ended(String id, long startedAt, long at) {
        return new CallEvent.Ended(new CallId(id), at, cdr(id, startedAt, at));
    }

    /** The end of a call that came no further than a script, with one leg. */
    static CallEvent.Ended endedInScript(String id, long startedAt, long at) {
        var cdr =
                new Cdr(
                        id,
                        startedAt,
                        "+4930123",
                        "Zoë 李",
                        "4001",
                        "",
                        "",
                        0,
                        null,
                        0,
                        null,
                        startedAt + 1,
                        0,
                        at,
                        "caller",
                        "script",
                        legs(id, startedAt, at).subList(0, 1),
                        null,
                        null);
        return new CallEvent.Ended(new CallId(id), at, cdr);
    }

    /** A call that was answered by agent 1001 out of queue sales. */
    static Cdr cdr(String id, long startedAt, long endedAt) {
        return new Cdr(
                id,
                startedAt,
                "+4930123",
                "Zoë 李",
                "4000",
                "zh",
                "12",
                1,
                "sales",
                startedAt + 2,
                "1001",
                startedAt + 1,
                startedAt + 3,
                endedAt,
                "caller",
                "answered",
                legs(id, startedAt, endedAt),
                null,
                null);
    }

    private static final Cdr.Quality HEARD =
            new Cdr.Quality(437, 1_250, 4_000, 60, 3, 2, 1, 21_000, 12, 7, 2_000, 425);

    private static List<Cdr.Leg> legs(String id, long start, long end) {
        return List.of(
                new Cdr.Leg(
                        "+4930123",
                        "in",
                        id + "@a",
                        start,
                        start + 1,
                        end,
                        200,
                        41,
                        500,
                        499,
                        1,
                        HEARD),
                new Cdr.Leg(
                        "1001", "out", id + "@b", start + 2, start + 3, end, 200, 0, 490, 500, 0));
    }

    /** All five events of the call that {@link #cdr} tells. */
    static List<CallEvent> whole(String id, long startedAt) {
        return List.of(
                started(id, startedAt),
                answered(id, startedAt + 1),
                queued(id, startedAt + 2, "sales"),
                agentAnswered(id, startedAt + 3, "sales"),
                ended(id, startedAt, startedAt + 10));
    }

    static Cdr cutOff(String id, long startedAt, long endedAt) {
        return new Cdr(
                id,
                startedAt,
                "+4930123",
                "Zoë 李",
                "4000",
                "",
                "",
                0,
                null,
                0,
                null,
                0,
                0,
                endedAt,
                "switch",
                "switch-failed",
                List.of(),
                null,
                null);
    }
}
