package org.strowger.call;

import org.strowger.base.QueueId;

/** What an agent, or who answers for the agents, may change beside logging in and breaks. */
public sealed interface StaffChange {

    /** No calls, for this reason; after the call when there is one. */
    record NotReady(String reason) implements StaffChange {}

    /** The wrap-up is over now. */
    record EndWrapUp() implements StaffChange {}

    /**
     * A longer wrap-up.
     *
     * @param moreMicros by how much
     * @param mostMicros how long the whole of it may become by that
     */
    record ExtendWrapUp(long moreMicros, long mostMicros) implements StaffChange {}

    /** Serves a queue from now on, or no more. */
    record Serve(QueueId queue, boolean serves) implements StaffChange {}

    /**
     * What came of the call that the agent wraps up.
     *
     * @param code 1 to 8 digits
     */
    record Dispose(String code) implements StaffChange {}

    /**
     * Has a skill.
     *
     * @param level 1 to 10; 0 for none
     */
    record Level(String skill, int level) implements StaffChange {}
}
