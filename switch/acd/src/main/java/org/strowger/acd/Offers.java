package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.OpenOffer.Withdrawal;
import org.strowger.acd.WaitingCall.Pause;

/** The offers that ring, and the talks they became. */
final class Offers {

    private final OpenOffers open = new OpenOffers();
    private final Agents agents;
    private final Queues queues;
    private final Deadlines deadlines;
    private final List<AcdCommand> commands;
    private final Explanations explanations;
    private long lastId;

    Offers(
            Agents agents,
            Queues queues,
            Deadlines deadlines,
            List<AcdCommand> commands,
            Explanations explanations) {
        this.agents = agents;
        this.queues = queues;
        this.deadlines = deadlines;
        this.commands = commands;
        this.explanations = explanations;
    }

    /** Ringing or talking. */
    int size() {
        return open.size();
    }

    void offer(Matcher.Pair pair, long nowMicros) {
        var call = pair.call();
        var agent = pair.agent();
        var offer = new OpenOffer(new OfferId(++lastId), agent, call, nowMicros);
        open.add(offer);
        explain(pair, offer, nowMicros);
        queues.take(call, offer, nowMicros);
        agent.offer = offer;
        resume(offer, offer.deadlineMicros);
        commands.add(new AcdCommand.Offer(offer.id, agent.id, call.id, offer.rules.id()));
        show(offer, nowMicros);
    }

    /** Taken back at this time. */
    void resume(OpenOffer offer, long until) {
        offer.deadline = deadlines.at(until, () -> withdraw(offer, Withdrawal.NO_ANSWER, until));
    }

    OpenOffers open() {
        return open;
    }

    long lastId() {
        return lastId;
    }

    /** Those that were saved, the last one that was ever made, and their agents and calls. */
    void restore(List<OpenOffer> saved, long last) {
        lastId = last;
        for (var offer : saved) {
            var call = offer.call;
            open.add(offer);
            offer.agent.offer = offer;
            if (!call.gone) {
                call.line.rung += call.isRung() ? 0 : 1;
                call.offers.add(offer);
            }
        }
    }

    /** Before anything changes by it. */
    private void explain(Matcher.Pair pair, OpenOffer offer, long nowMicros) {
        var why =
                new Why.Offered(
                        offer.id,
                        offer.agent.id,
                        offer.rules.choice().method(),
                        pair.match(),
                        pair.idle(),
                        pair.passed());
        explanations.tell(pair.call(), why, nowMicros);
    }

    /**
     * Call control's answer, or the end of the talk.
     *
     * @return false when there is no such offer, or it cannot be answered so any more
     */
    boolean answer(AcdEvent.FromOffer event, long nowMicros) {
        var offer = open.find(event.offer());
        if (offer == null || offer.talking != event instanceof AcdEvent.TalkEnded) {
            return false;
        }
        switch (event) {
            case AcdEvent.OfferAccepted _ -> accepted(offer, nowMicros);
            case AcdEvent.OfferRefused _ -> missed(offer, nowMicros);
            case AcdEvent.OfferFailed _ -> cameToNothing(offer, Pause.FAILED, nowMicros);
            case AcdEvent.OfferWithdrawn _ -> withdrawn(offer, nowMicros);
            case AcdEvent.TalkEnded _ -> talkEnded(offer, nowMicros);
        }
        return true;
    }

    /** Takes back all that ring for the call, but for the one that was answered. */
    void withdrawAll(WaitingCall call, Withdrawal why, long nowMicros) {
        for (var offer : List.copyOf(call.offers)) {
            withdraw(offer, why, nowMicros);
        }
    }

    /** The caller left, or the agent is to have no calls: take it back unless it is answered. */
    void withdraw(@Nullable OpenOffer offer, Withdrawal why, long nowMicros) {
        if (offer == null || offer.talking || offer.withdrawal != null) {
            return;
        }
        offer.withdrawal = why;
        deadlines.cancel(offer.deadline);
        commands.add(new AcdCommand.WithdrawOffer(offer.id, why.reason));
        show(offer, nowMicros);
    }

    private void accepted(OpenOffer offer, long nowMicros) {
        // Even if it was to be withdrawn: the agent was faster, and there is somebody on the phone.
        deadlines.cancel(offer.deadline);
        offer.talking = true;
        offer.agent.misses = 0;
        offer.agent.work.answered();
        explanations.tell(offer.call, new Why.Taken(offer.id, offer.agent.id), nowMicros);
        if (!offer.call.gone) {
            Estimates.answered(offer.call, nowMicros);
            queues.remove(offer.call);
            withdrawAll(offer.call, Withdrawal.ELSEWHERE, nowMicros);
        }
        agents.become(
                offer.agent, new AgentState.Talking(offer.id, offer.call.id, nowMicros), nowMicros);
    }

    private void withdrawn(OpenOffer offer, long nowMicros) {
        switch (offer.withdrawal) {
            case NO_ANSWER -> missed(offer, nowMicros);
            case CALLER_GONE, AGENT_GONE, ELSEWHERE -> cameToNothing(offer, Pause.NONE, nowMicros);
            // Nobody asked for it: something is wrong over there, so no second try at once.
            case null -> cameToNothing(offer, Pause.FAILED, nowMicros);
        }
    }

    private void missed(OpenOffer offer, long nowMicros) {
        agents.missed(offer.agent, offer.rules.ronaLimit());
        cameToNothing(offer, Pause.MISSED, nowMicros);
    }

    private void cameToNothing(OpenOffer offer, Pause pause, long nowMicros) {
        deadlines.cancel(offer.deadline);
        close(offer);
        var why = new Why.NotTaken(offer.id, offer.agent.id, reason(offer, pause));
        explanations.tell(offer.call, why, nowMicros);
        if (!offer.call.gone) {
            queues.putBack(offer, pause, nowMicros);
        }
        agents.settle(offer.agent, nowMicros);
    }

    private static String reason(OpenOffer offer, Pause pause) {
        return switch (pause) {
            case MISSED -> "missed";
            case FAILED -> "failed";
            case NONE -> offer.withdrawal == null ? "" : offer.withdrawal.reason;
        };
    }

    /** The agent's phone has died; said of the call that is talked on. */
    void agentLost(Agent agent, long nowMicros) {
        var offer = agent.offer;
        if (offer != null && offer.talking) {
            explanations.tell(offer.call, new Why.AgentLost(agent.id), nowMicros);
        }
    }

    private void talkEnded(OpenOffer offer, long nowMicros) {
        close(offer);
        if (offer.agent.state instanceof AgentState.Talking(_, _, var sinceMicros)) {
            offer.agent.work.talked(nowMicros - sinceMicros);
            offer.agent.talked(offer.call.line, nowMicros - sinceMicros);
        }
        agents.wrapUp(offer.agent, offer.rules.wrapUpMicros(), nowMicros);
    }

    private void close(OpenOffer offer) {
        open.remove(offer);
        offer.agent.offer = null;
    }

    private void show(OpenOffer offer, long nowMicros) {
        var state =
                new AgentState.Offered(
                        offer.id,
                        offer.call.id,
                        offer.deadlineMicros,
                        offer.agent.idleSinceMicros,
                        offer.withdrawal != null);
        agents.become(offer.agent, state, nowMicros);
    }
}
