package org.strowger.records;

import org.strowger.base.CallId;

/**
 * What happens in a call, written down as it happens. Times are epoch microseconds. A call begins
 * with {@link Started} and ends with {@link Ended}; one without an end when the switch starts was
 * cut off by a failure.
 */
public sealed interface CallEvent {

    CallId call();

    long atMicros();

    /** The INVITE came. */
    record Started(CallId call, long atMicros, String caller, String callerName, String dialled)
            implements CallEvent {}

    /** The switch answered the caller. */
    record Answered(CallId call, long atMicros) implements CallEvent {}

    /** The call joined a queue. */
    record Queued(CallId call, long atMicros, String queue, String language, String keys)
            implements CallEvent {}

    /**
     * The caller has left the queue, and neither hung up nor was answered.
     *
     * @param reason full, closed, no-agents, none-ready, too-long, waited-too-long, removed or
     *     exit-key
     */
    record LeftQueue(CallId call, long atMicros, String queue, String reason)
            implements CallEvent {}

    /** The agent whom the queue found answered. */
    record AgentAnswered(CallId call, long atMicros, String queue, String agent)
            implements CallEvent {}

    /**
     * What has a table of its own: it is told of a call, waits for nothing of that, and may come
     * when the call is over.
     */
    sealed interface Beside extends CallEvent {}

    /**
     * A recording of the call has begun, was paused, goes on, is over, or was deleted: all that is
     * known of it then. It may come long after the call's end; of several the latest counts.
     */
    record Recorded(CallId call, long atMicros, RecordingRow recording) implements Beside {}

    /**
     * A supervisor has come into the call, does something else there from now on, or has left it.
     *
     * @param supervisor who
     * @param agent whose conversation it is
     * @param action listen, whisper, barge-in, take-over or end; nothing follows take-over
     * @param how it was asked for: code, key, or {@code door: } and who asked there; of an end why
     */
    record Supervised(
            CallId call, long atMicros, String supervisor, String agent, String action, String how)
            implements Beside {}

    /**
     * The agent has said what came of the call; it comes when the call is over. Of several the
     * latest counts.
     *
     * @param code digits, as the operator has given them meanings
     */
    record Disposed(CallId call, long atMicros, String agent, String code) implements Beside {}

    /** The call is over; this is everything that is known of it. */
    record Ended(CallId call, long atMicros, Cdr cdr) implements CallEvent {

        /** The same with only the first and the last legs; all when there are not more. */
        Ended withLegs(int first, int last) {
            return new Ended(call, atMicros, cdr.withLegs(first, last));
        }
    }
}
