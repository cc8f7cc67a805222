package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** What the distributor wants done, or known. It never does it itself. */
public sealed interface AcdCommand {

    /**
     * Ring this agent for this caller; perhaps not the only one who is rung. Call control answers
     * with exactly one of {@link AcdEvent.OfferAccepted}, {@link AcdEvent.OfferRefused}, {@link
     * AcdEvent.OfferFailed} and {@link AcdEvent.OfferWithdrawn}, and after an acceptance with one
     * {@link AcdEvent.TalkEnded}.
     */
    record Offer(OfferId offer, AgentId agent, CallId call, QueueId queue) implements AcdCommand {}

    /**
     * Take the offer back, unless it is answered already: then this comes too late and is ignored.
     *
     * @param reason "no answer", "caller gone", "agent gone", or "completed elsewhere": another
     *     agent who was rung for the call has answered
     */
    record WithdrawOffer(OfferId offer, String reason) implements AcdCommand {}

    /** The caller cannot join; the script's on-overflow goes on. */
    record QueueRefused(CallId call, QueueId queue, String reason) implements AcdCommand {}

    /** Where a call stands, as {@link AcdEvent.PlaceWanted} asked. */
    record Place(CallId call, QueueId queue, WaitEstimate estimate) implements AcdCommand {}

    /** An agent's state has changed. */
    record AgentChanged(long atMicros, AgentId agent, AgentState state) implements AcdCommand {}

    /**
     * Something was decided, and why. For whoever asks later: nothing is to be done.
     *
     * @param scoreMicros of the call at that time, in millionths of a point
     */
    record Explained(long atMicros, CallId call, QueueId queue, long scoreMicros, Why why)
            implements AcdCommand {}

    /** What it looked like at the time of {@link AcdEvent.SnapshotWanted}. */
    record Snapshot(long request, List<AgentView> agents, List<QueueView> queues)
            implements AcdCommand {}

    /**
     * The calls of one queue, as {@link AcdEvent.QueueWanted} asked, the first {@value #MOST_CALLS}
     * in the order of their places.
     *
     * @param known false when there is no such queue
     */
    record Shown(long request, boolean known, List<ShownCall> calls) implements AcdCommand {

        static final int MOST_CALLS = 100;
    }

    /**
     * One call in a queue.
     *
     * @param needs what queue and call ask for, at the step that has come
     * @param step how many steps of the relaxation are behind it
     * @param heldFor the only agent who may have it for now, or null
     * @param able agents who would do, at work or not
     * @param agents the first {@value #MOST_AGENTS} of those who are asked, and what keeps each
     */
    record ShownCall(
            CallId call,
            long joinedMicros,
            long scoreMicros,
            WaitEstimate estimate,
            Needs needs,
            int step,
            @Nullable AgentId heldFor,
            int able,
            List<Obstacle> agents) {

        static final int MOST_AGENTS = 50;
    }

    /**
     * An agent, and why the call is not there yet.
     *
     * @param why one line, such as "talking" or "not ready: lunch"
     * @param untilMicros when that is over, 0 for unknown
     */
    record Obstacle(AgentId agent, String why, long untilMicros) {}

    /** One agent in a snapshot. */
    record AgentView(AgentId agent, AgentState state, boolean reachable) {}

    /**
     * One queue in a snapshot.
     *
     * @param oldestMicros when the one waiting longest joined, or 0
     */
    record QueueView(QueueId queue, List<CallId> waiting, int offered, long oldestMicros) {}
}
