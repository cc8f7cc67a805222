package org.strowger.ivr;

/**
 * What a script asks of the distributor for a call, beside the queue. Whoever is to be asked for is
 * a word of the operator's: see {@link QueueWords}.
 *
 * @param priority higher is served first
 * @param needs what the agent must be able to do beside what the queue asks for, an expression;
 *     empty for nothing
 * @param tier what kind of customer it is; empty for none
 * @param preferred the id of the agent who shall have the call if that is possible; empty for
 *     nobody
 * @param holdMicros for so long nobody else is offered the call
 */
public record QueueRequest(
        int priority, String needs, String tier, String preferred, long holdMicros) {

    /** A place, and nothing else. */
    public static QueueRequest of(int priority) {
        return new QueueRequest(priority, "", "", "", 0);
    }
}
