package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/** The reason of a decision about one call, with what it was decided by. */
public sealed interface Why {

    /**
     * The call waits: it has joined, or an offer has come to nothing, and there is nobody for it.
     *
     * @param needs what queue and call ask for
     * @param able agents who would do, at work or not
     * @param idle those of them who are idle, but may not be offered this call again yet
     * @param heldFor the only agent who may have it for now, or null
     */
    record Waits(Needs needs, int able, int idle, @Nullable AgentId heldFor) implements Why {}

    /**
     * What the caller may expect, at joining.
     *
     * @param estimate one that is known
     */
    record Expected(WaitEstimate estimate) implements Why {}

    /**
     * The call has come to a step of its queue's relaxation.
     *
     * @param step how many steps are behind it; after a change of the configuration perhaps fewer
     *     than before
     * @param needs what queue and call ask for now
     * @param able agents who would do now
     */
    record Relaxed(int step, Needs needs, int able) implements Why {}

    /** The call is held for an agent no more. */
    record HoldOver(AgentId agent) implements Why {}

    /**
     * An agent is rung.
     *
     * @param match how well the agent matches
     * @param idle how many idle agents would do, this one included
     * @param passed who would have been chosen before, the first three of them
     */
    record Offered(
            OfferId offer, AgentId agent, Method method, int match, int idle, List<Passed> passed)
            implements Why {
        public Offered {
            passed = List.copyOf(passed);
        }
    }

    /**
     * An idle agent who was passed over.
     *
     * @param reason "missed": let it ring or rejected it; "failed": the phone could not be rung
     * @param untilMicros when the agent may be offered this call again
     */
    record Passed(AgentId agent, String reason, long untilMicros) {}

    /**
     * An offer came to nothing.
     *
     * @param reason "missed", "failed", "caller gone", "agent gone" or "completed elsewhere"
     */
    record NotTaken(OfferId offer, AgentId agent, String reason) implements Why {}

    /** The agent has answered. */
    record Taken(OfferId offer, AgentId agent) implements Why {}

    /** The agent's phone has died while they talked. */
    record AgentLost(AgentId agent) implements Why {}

    /**
     * The queue does not take the call, or keep it.
     *
     * @param reason as in {@link AcdCommand.QueueRefused}
     */
    record Refused(String reason) implements Why {}

    /** The caller hung up, or went elsewhere. */
    record Left() implements Why {}
}
