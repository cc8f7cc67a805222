package org.strowger.call;

/**
 * What a queue does for its callers beside finding an agent.
 *
 * @param announcing what they are told
 * @param returnMicros who has hung up and calls again within so long has the place back; 0 for
 *     nobody
 */
public record QueueService(Announcing announcing, long returnMicros) {

    /** Nothing. */
    public static final QueueService NONE = new QueueService(Announcing.NONE, 0);
}
