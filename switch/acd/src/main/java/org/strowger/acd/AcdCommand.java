package org.strowger.acd;

import java.util.List;
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

    /** One agent in a snapshot. */
    record AgentView(AgentId agent, AgentState state, boolean reachable) {}

    /**
     * One queue in a snapshot.
     *
     * @param oldestMicros when the one waiting longest joined, or 0
     */
    record QueueView(QueueId queue, List<CallId> waiting, int offered, long oldestMicros) {}
}
