package org.strowger.acd;

import org.strowger.base.QueueId;

/**
 * How a queue's callers wait, and how good its estimates were.
 *
 * @param handleMicros talk and wrap-up of the last calls on average; 0 before the first
 * @param expectedMicros the estimate of who would join now; {@link WaitEstimate#UNKNOWN}, or 0
 *     while an agent is idle
 * @param measured calls that were told an estimate at joining and were answered
 * @param waitedMicros how long these waited, in all
 * @param errorMicros by how much their estimates were wrong, either way, in all
 */
public record WaitFigures(
        QueueId queue,
        long handleMicros,
        long expectedMicros,
        long measured,
        long waitedMicros,
        long errorMicros) {

    /** Of a queue of which nothing is known. */
    public static WaitFigures none(QueueId queue) {
        return new WaitFigures(queue, 0, WaitEstimate.UNKNOWN, 0, 0, 0);
    }
}
