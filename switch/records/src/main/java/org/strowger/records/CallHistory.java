package org.strowger.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;

/** What the events of one call add up to, for whoever keeps them: the tables, or a simulation. */
public final class CallHistory {

    private static final String ANSWERED = "answered";

    private CallHistory() {}

    /**
     * One wait in one queue, of a call that is over. Times are epoch microseconds, 0 where it never
     * happened.
     *
     * @param agent who answered, or null
     * @param leftMicros the agent's answer, or when the wait ended without one
     * @param outcome answered, left (for another queue), the reason of {@link CallEvent.LeftQueue},
     *     or the call's outcome
     */
    public record Visit(
            String queue,
            String language,
            String keys,
            long joinedMicros,
            @Nullable String agent,
            long answeredMicros,
            long leftMicros,
            String outcome) {

        private static final String STILL_WAITING = "";

        static Visit joined(String queue, String language, String keys, long atMicros) {
            return new Visit(queue, language, keys, atMicros, null, 0, 0, STILL_WAITING);
        }

        boolean isWaiting() {
            return outcome.equals(STILL_WAITING);
        }

        Visit left(long atMicros, String why) {
            return new Visit(
                    queue, language, keys, joinedMicros, agent, answeredMicros, atMicros, why);
        }

        Visit answeredBy(@Nullable String who, long atMicros) {
            return new Visit(
                    queue, language, keys, joinedMicros, who, atMicros, atMicros, ANSWERED);
        }
    }

    static long lastMicros(List<CallEvent> events) {
        return events.stream().mapToLong(CallEvent::atMicros).max().orElse(0);
    }

    /**
     * What is known of a call when more is told of it.
     *
     * @param known what is there already, or null
     * @param fresh may hold some of it again
     * @return each event once, those that were known first
     */
    public static List<CallEvent> merged(@Nullable List<CallEvent> known, List<CallEvent> fresh) {
        var all = new ArrayList<CallEvent>(known == null ? List.of() : known);
        for (var event : fresh) {
            if (!all.contains(event)) {
                all.add(event);
            }
        }
        return all;
    }

    /** The call's record, when it is over: its first end is the one that counts. */
    public static Optional<Cdr> cdr(List<CallEvent> events) {
        return events.stream()
                .filter(CallEvent.Ended.class::isInstance)
                .map(event -> ((CallEvent.Ended) event).cdr())
                .findFirst();
    }

    /** The call's waits in queues, in order; none is still waiting, as the call is over. */
    public static List<Visit> visits(List<CallEvent> events, Cdr cdr) {
        var visits = new ArrayList<Visit>();
        for (var event : events) {
            switch (event) {
                case CallEvent.Queued(_, var at, var queue, var language, var keys) -> {
                    closeLast(visits, waiting -> waiting.left(at, "left"));
                    visits.add(Visit.joined(queue, language, keys, at));
                }
                case CallEvent.AgentAnswered(_, var at, _, var agent) ->
                        closeLast(visits, waiting -> waiting.answeredBy(agent, at));
                case CallEvent.LeftQueue(_, var at, _, var reason) ->
                        closeLast(visits, waiting -> waiting.left(at, reason));
                case CallEvent.Started _,
                        CallEvent.Answered _,
                        CallEvent.Beside _,
                        CallEvent.Ended _ -> {}
            }
        }
        if (visits.isEmpty() && cdr.queue() != null) { // Its event was damaged.
            visits.add(Visit.joined(cdr.queue(), cdr.language(), cdr.keys(), cdr.queuedMicros()));
        }
        closeLast(
                visits,
                waiting ->
                        cdr.agent() != null && waiting.queue().equals(cdr.queue())
                                ? waiting.answeredBy(cdr.agent(), cdr.answeredMicros())
                                : waiting.left(cdr.endMicros(), cdr.outcome()));
        return visits;
    }

    private static void closeLast(List<Visit> visits, java.util.function.UnaryOperator<Visit> how) {
        if (!visits.isEmpty() && visits.getLast().isWaiting()) {
            visits.set(visits.size() - 1, how.apply(visits.getLast()));
        }
    }

    /** The end of a call that a failure of the switch cut off: at the last that is known of it. */
    static CallEvent.Ended cutOff(CallId call, List<CallEvent> events) {
        long endMicros = lastMicros(events);
        var started = last(events, CallEvent.Started.class);
        var queued = last(events, CallEvent.Queued.class);
        var answered = last(events, CallEvent.Answered.class);
        var agent = last(events, CallEvent.AgentAnswered.class);
        return new CallEvent.Ended(
                call,
                endMicros,
                new Cdr(
                        call.value(),
                        started.map(CallEvent::atMicros)
                                .orElseGet(() -> events.getFirst().atMicros()),
                        started.map(CallEvent.Started::caller).orElse(""),
                        started.map(CallEvent.Started::callerName).orElse(""),
                        started.map(CallEvent.Started::dialled).orElse(""),
                        queued.map(CallEvent.Queued::language).orElse(""),
                        queued.map(CallEvent.Queued::keys).orElse(""),
                        0,
                        queued.map(CallEvent.Queued::queue).orElse(null),
                        queued.map(CallEvent::atMicros).orElse(0L),
                        agent.map(CallEvent.AgentAnswered::agent).orElse(null),
                        answered.map(CallEvent::atMicros).orElse(0L),
                        agent.map(CallEvent::atMicros).orElse(0L),
                        endMicros,
                        "switch",
                        "switch-failed",
                        List.of(),
                        null,
                        null));
    }

    private static <E extends CallEvent> Optional<E> last(List<CallEvent> events, Class<E> kind) {
        return events.reversed().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
