package org.strowger.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;

/**
 * Compares, a round a second, how agents stand with the distributor and which legs of theirs live.
 * They differ for a moment whenever one of both has heard of something first. Where the same
 * difference is found in two rounds an event was lost by a mistake of ours, and without more the
 * agent would get no call for ever, or two at once: it is counted, logged, and put right by the
 * event that was missing, which the journal has like any other.
 *
 * <p>Pure; for the thread of call control. A tick looks at {@value #SLICE} agents at most.
 */
final class Reconciler {

    static final long ROUND_MICROS = 1_000_000;
    static final int SLICE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** What call control knows of legs. */
    interface Legs {

        /** Whether a phone rings for this offer, or talks by it. */
        boolean lives(OfferId offer);

        /** Whether a phone of the agent's is in a call, whoever gave him that. */
        boolean inCall(AgentId agent);
    }

    private final Legs legs;
    private final Consumer<AcdEvent> publish;

    /** As the distributor has told last; those who are logged out are not here. */
    private final Map<AgentId, AgentState> stands = new HashMap<>();

    private List<AgentId> round = List.of();
    private int next;
    private long nextRoundMicros = Long.MIN_VALUE;
    private Map<AgentId, AgentState> doubted = new HashMap<>();
    private Map<AgentId, AgentState> doubts = new HashMap<>();
    private final AtomicLong corrections = new AtomicLong();

    /**
     * Of agents of whom nothing is known yet.
     *
     * @param publish takes what puts a difference right
     */
    Reconciler(Legs legs, Consumer<AcdEvent> publish) {
        this.legs = legs;
        this.publish = publish;
    }

    /** The distributor says how an agent stands. */
    void stands(AgentId agent, AgentState state) {
        if (state instanceof AgentState.LoggedOut) {
            stands.remove(agent);
        } else {
            stands.put(agent, state);
        }
    }

    /** Differences that were put right; for any thread. */
    long corrections() {
        return corrections.get();
    }

    /** Goes on with the round, or begins one when it is time. */
    void tick(long nowMicros) {
        if (next == round.size()) {
            if (nowMicros < nextRoundMicros) {
                return;
            }
            nextRoundMicros = nowMicros + ROUND_MICROS;
            doubted = doubts;
            doubts = new HashMap<>();
            round = List.copyOf(stands.keySet());
            next = 0;
        }
        int end = Math.min(round.size(), next + SLICE);
        while (next < end) {
            look(round.get(next++), nowMicros);
        }
    }

    private void look(AgentId agent, long nowMicros) {
        var state = stands.get(agent);
        var missing = state == null ? null : missing(agent, state, nowMicros);
        if (state == null || missing == null) {
            return;
        }
        if (!state.equals(doubted.get(agent))) {
            doubts.put(agent, state);
            return;
        }
        corrections.incrementAndGet();
        LOG.error(
                "ALARM: the distributor has agent {} as {}, his legs say otherwise; put right by {}",
                agent,
                state,
                missing);
        publish.accept(missing);
    }

    /** What the distributor was not told, by what lives now. */
    private @Nullable AcdEvent missing(AgentId agent, AgentState state, long now) {
        return switch (state) {
            case AgentState.Offered offered when !legs.lives(offered.offer()) ->
                    new AcdEvent.OfferWithdrawn(now, offered.offer());
            case AgentState.Talking talking when !legs.lives(talking.offer()) ->
                    new AcdEvent.TalkEnded(now, talking.offer());
            case AgentState.Busy _ when !legs.inCall(agent) -> new AcdEvent.AgentFree(now, agent);
            case AgentState.Ready _ when legs.inCall(agent) -> new AcdEvent.AgentBusy(now, agent);
            default -> null;
        };
    }
}
