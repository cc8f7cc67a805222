package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.TimerWheel;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Reason;

/**
 * One attempt to ring one agent for one caller. Answers the distributor exactly once: accepted,
 * refused, failed or withdrawn; and after an acceptance once more, when the agent's leg has ended.
 */
final class AgentOffer implements OutLeg.Owner {

    /** Within this a phone that is there confirms a CANCEL. */
    private static final long PATIENCE_MICROS = 1_000_000;

    private final OfferId id;
    private final AgentId agent;
    private final CallId place;
    private final Exchange exchange;
    private Call call;
    private boolean withdrawn;
    private boolean released;
    private TimerWheel.@Nullable Timer patience;

    /**
     * An offer that rings nobody yet.
     *
     * @param place as what the distributor knows the call
     */
    AgentOffer(OfferId id, AgentId agent, CallId place, Call call, Exchange exchange) {
        this.id = id;
        this.agent = agent;
        this.place = place;
        this.call = call;
        this.exchange = exchange;
    }

    OfferId id() {
        return id;
    }

    AgentId agent() {
        return agent;
    }

    CallId place() {
        return place;
    }

    /** Another call has taken over the place in the queue, and the phone that rings. */
    void moveTo(Call other) {
        call = other;
    }

    void withdrawnByDistributor(Reason reason) {
        call.guarded(() -> call.queue().withdraw(this, reason));
    }

    /** Takes it back, unless it was answered: then that has been told, and stands. */
    void withdraw(OutLeg leg, Reason reason) {
        if (!leg.isAnswered() && !withdrawn) {
            withdrawn = true;
            leg.hangUp(reason);
            patience =
                    exchange.wheel()
                            .schedule(
                                    exchange.now() + PATIENCE_MICROS,
                                    () -> call.guarded(() -> release(leg)));
        }
    }

    /** A phone that has gone never confirms the CANCEL; the caller must not wait for that. */
    private void release(OutLeg leg) {
        released = true;
        exchange.distribution().phoneBusy(agent.value()); // Until its leg is over, no other offer.
        exchange.distribution().offerOver(this, new AcdEvent.OfferWithdrawn(exchange.now(), id));
        call.queue().released(leg);
    }

    @Override
    public void ringing(OutLeg leg) {
        // The caller hears music until the agent answers: no ringing tone, and no dead air.
    }

    @Override
    public void answered(OutLeg leg) {
        exchange.distribution().accepted(this);
        var joined = leg.call();
        joined.reached(null, leg, agent.value(), joined.queue().answered(leg));
    }

    @Override
    public void ended(OutLeg leg, LegEnd end) {
        if (patience != null) {
            patience.cancel();
        }
        if (released) {
            exchange.distribution().phoneFree(agent.value());
        } else {
            exchange.distribution().offerOver(this, outcome(leg, end));
            leg.call().offerOver(leg, end);
        }
    }

    private AcdEvent outcome(OutLeg leg, LegEnd end) {
        long now = exchange.now();
        if (leg.isAnswered()) {
            return new AcdEvent.TalkEnded(now, id);
        }
        if (withdrawn || end.cause() == LegEnd.Cause.OURS) {
            return new AcdEvent.OfferWithdrawn(now, id);
        }
        return switch (end.status()) {
            case 486, 600 -> new AcdEvent.OfferFailed(now, id, "busy"); // In a call we do not see.
            case 603 -> new AcdEvent.OfferRefused(now, id);
            default -> new AcdEvent.OfferFailed(now, id, "status " + end.status());
        };
    }
}
