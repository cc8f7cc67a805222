package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * Everything that can happen to the distributor. There is no other way in.
 *
 * <p>Each event carries the time it was put on the ring, because the distributor never reads a
 * clock; one that is older than the event before it counts as being of the same time.
 */
public sealed interface AcdEvent {

    /** When the event was published, in epoch microseconds of a clock that never goes back. */
    long atMicros();

    /** What the caller's side of a call does. */
    sealed interface FromCall extends AcdEvent {
        CallId call();
    }

    /** What an agent, or the agent's phone, does. */
    sealed interface FromAgent extends AcdEvent {
        AgentId agent();
    }

    /** Call control's one answer to an offer. */
    sealed interface FromOffer extends AcdEvent {
        OfferId offer();
    }

    /** The configuration in force from here on. Queues and agents not named in it are gone. */
    record Configured(long atMicros, String hash, AcdConfig config) implements AcdEvent {}

    /**
     * A caller joins a queue. Answered by {@link AcdCommand.QueueRefused} when there is no such
     * queue, or it is full or closed, or its rules let nobody join.
     *
     * @param priority higher is served first; 0 unless the script says more; from {@link
     *     #AT_THE_HEAD} on the queue takes the call though it is full or closed, or its {@link
     *     Stay} lets nobody join
     * @param needs in addition to what the queue itself asks for
     * @param tier of the customer, one of {@link Order#tiers}; any other is worth nothing
     * @param preferred or null: nobody before others
     * @param sinceMicros from when on its waiting counts for its place, of a caller who has waited
     *     before, and whom the queue takes as well whatever its rules say; 0 for from now on
     */
    record CallQueued(
            long atMicros,
            CallId call,
            QueueId queue,
            int priority,
            Needs needs,
            String tier,
            @Nullable Preferred preferred,
            long sinceMicros)
            implements FromCall {

        /** Of a caller who has waited before and lost the agent: eleven days of waiting. */
        public static final int AT_THE_HEAD = 1_000_000;

        /** One whose waiting begins now. */
        public CallQueued(
                long atMicros,
                CallId call,
                QueueId queue,
                int priority,
                Needs needs,
                String tier,
                @Nullable Preferred preferred) {
            this(atMicros, call, queue, priority, needs, tier, preferred, 0);
        }

        /** One that asks for all of these skills. */
        public CallQueued(
                long atMicros, CallId call, QueueId queue, int priority, List<Skill> needs) {
            this(atMicros, call, queue, priority, Needs.of(needs), "", null);
        }

        /** Whether the queue had taken it before, and takes it again whatever its rules say. */
        boolean comesBack() {
            return priority >= AT_THE_HEAD || sinceMicros != 0;
        }
    }

    /**
     * Somebody whom the caller shall have if that is possible: who has served this customer before,
     * or always does.
     *
     * @param holdMicros for so long nobody else is offered the call, unless this agent is not at
     *     work, will not do, or does not take it
     */
    record Preferred(AgentId agent, long holdMicros) {}

    /** The caller left the queue: hung up, pressed the exit key, or was taken out by the script. */
    record CallLeft(long atMicros, CallId call) implements FromCall {}

    /** Somebody asks where a call stands: answered by {@link AcdCommand.Place}. */
    record PlaceWanted(long atMicros, CallId call) implements FromCall {}

    /** The phone has come or gone; who is not reachable gets no offer. */
    record AgentReachable(long atMicros, AgentId agent, boolean reachable) implements FromAgent {}

    /** The agent begins to work; for one who has begun already, the same as ready. */
    record AgentLoggedIn(long atMicros, AgentId agent) implements FromAgent {}

    /**
     * The agent goes home; after the call when there is one. Holds until {@link AgentLoggedIn}: a
     * phone that comes back does not undo it.
     */
    record AgentLoggedOut(long atMicros, AgentId agent) implements FromAgent {}

    /** The agent wants calls; ends a break, and ends wrap-up early. */
    record AgentReady(long atMicros, AgentId agent) implements FromAgent {}

    /** The agent wants no calls; takes effect after the call and its wrap-up when there is one. */
    record AgentNotReady(long atMicros, AgentId agent, String reason) implements FromAgent {}

    /**
     * The agent's phone has died in a call: no more calls until {@link AgentReady}. Comes before
     * the {@link TalkEnded} of that call, after which there is no wrap-up.
     */
    record AgentLost(long atMicros, AgentId agent) implements FromAgent {}

    /**
     * The agent wants a longer wrap-up; nothing outside of one.
     *
     * @param moreMicros by how much
     * @param mostMicros how long the whole of it may become by that
     */
    record WrapUpExtended(long atMicros, AgentId agent, long moreMicros, long mostMicros)
            implements FromAgent {}

    /** The agent has done what there was to do after the call; a break asked for begins. */
    record WrapUpEnded(long atMicros, AgentId agent) implements FromAgent {}

    /** The agent's phone is in a call that the distributor did not give it. */
    record AgentBusy(long atMicros, AgentId agent) implements FromAgent {}

    /** That call is over. */
    record AgentFree(long atMicros, AgentId agent) implements FromAgent {}

    /** The agent's phone answered; caller and agent talk. */
    record OfferAccepted(long atMicros, OfferId offer) implements FromOffer {}

    /** The agent rejected the call (486, 603) though the phone was free. */
    record OfferRefused(long atMicros, OfferId offer) implements FromOffer {}

    /**
     * The phone could not be rung: in another call, unreachable, or an error. No RONA, idle time
     * kept.
     */
    record OfferFailed(long atMicros, OfferId offer, String reason) implements FromOffer {}

    /** The offer was taken back before an answer, as {@link AcdCommand.WithdrawOffer} asked. */
    record OfferWithdrawn(long atMicros, OfferId offer) implements FromOffer {}

    /** The conversation that began with this offer is over: the agent's leg has ended. */
    record TalkEnded(long atMicros, OfferId offer) implements FromOffer {}

    /**
     * The queue takes nobody any more, or takes callers again. Who is in it stays, and is served;
     * holds over new configurations.
     */
    record QueueOpened(long atMicros, QueueId queue, boolean open) implements AcdEvent {}

    /** Time has passed. Published by the clock, so that a replay sees the same ticks. */
    record Tick(long atMicros) implements AcdEvent {}

    /** Somebody wants to look: answered by {@link AcdCommand.Snapshot}. */
    record SnapshotWanted(long atMicros, long request) implements AcdEvent {}

    /** Somebody wants to know why a queue's calls wait: answered by {@link AcdCommand.Shown}. */
    record QueueWanted(long atMicros, long request, QueueId queue) implements AcdEvent {}
}
