package org.strowger.acd;

import java.util.List;
import org.strowger.base.QueueId;

/**
 * How many agents are in each state and how many calls in each queue, at one time. Far cheaper than
 * a snapshot: it names nobody.
 *
 * @param ready all of that state, also those whose phone is not there
 * @param idle those of them who would take a call now
 */
public record AcdCensus(
        int loggedOut,
        int ready,
        int offered,
        int talking,
        int wrapUp,
        int busy,
        int notReady,
        int idle,
        List<Queue> queues) {

    /** Before anybody counted. */
    public static final AcdCensus NONE = new AcdCensus(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    /**
     * One queue.
     *
     * @param waiting calls that ring no agent
     * @param offered calls that ring one
     * @param oldestMicros when the one waiting longest joined, or 0
     */
    public record Queue(QueueId id, int waiting, int offered, long oldestMicros) {}

    /** Calls that ring no agent, of all queues. */
    public int waiting() {
        return queues.stream().mapToInt(Queue::waiting).sum();
    }
}
