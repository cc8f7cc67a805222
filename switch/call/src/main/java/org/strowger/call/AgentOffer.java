package org.strowger.call;

import org.strowger.acd.AcdEvent;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.sip.LegEnd;

/**
 * One attempt to ring one agent for one caller. Answers the distributor exactly once: accepted,
 * refused, failed or withdrawn; and after an acceptance once more, when the agent's leg has ended.
 */
final class AgentOffer implements OutLeg.Owner {

    private final OfferId id;
    private final AgentId agent;
    private final Call call;
    private final Exchange exchange;
    private boolean withdrawn;

    AgentOffer(OfferId id, AgentId agent, Call call, Exchange exchange) {
        this.id = id;
        this.agent = agent;
        this.call = call;
        this.exchange = exchange;
    }

    OfferId id() {
        return id;
    }

    AgentId agent() {
        return agent;
    }

    void withdrawnByDistributor(String reason) {
        call.guarded(() -> call.withdraw(this, reason));
    }

    /** Takes it back, unless it was answered: then that has been told, and stands. */
    void withdraw(OutLeg leg, String reason) {
        if (!leg.isAnswered() && !withdrawn) {
            withdrawn = true;
            leg.hangUp(reason);
        }
    }

    @Override
    public void ringing(OutLeg leg) {
        call.agentRings();
    }

    @Override
    public void answered(OutLeg leg) {
        exchange.distribution().accepted(this, call);
        call.join(leg, agent.value());
    }

    @Override
    public void ended(OutLeg leg, LegEnd end) {
        exchange.distribution().offerOver(this, outcome(leg, end));
        call.offerOver(leg, end);
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
            case 486, 600, 603 -> new AcdEvent.OfferRefused(now, id);
            default -> new AcdEvent.OfferFailed(now, id, "status " + end.status());
        };
    }
}
