package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.base.TimerWheel;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * One attempt to ring one agent for one caller, at all the phones that he prefers alike: the first
 * that answers has the call. Answers the distributor exactly once: accepted, refused, failed or
 * withdrawn; and after an acceptance once more, when the agent's leg has ended.
 */
final class AgentOffer implements OutLeg.Owner {

    /** Within this a phone that is there confirms a CANCEL. */
    private static final long PATIENCE_MICROS = 1_000_000;

    private static final int DECLINED = 603;
    private static final Reason LOST = Reason.of(Q850.TIMER_EXPIRED, "phone lost");

    private final OfferId id;
    private final AgentId agent;
    private final CallId place;
    private final QueueId queue;
    private final DeskRules desk;
    private final Exchange exchange;
    private final List<OutLeg> ringing = new ArrayList<>(1);
    private Call call;
    private @Nullable OutLeg winner;
    private @Nullable LegEnd refusal;
    private boolean withdrawn;
    private boolean released;
    private boolean elsewhere;
    private @Nullable LostAgent watch;
    private boolean lost;
    private boolean briefing; // The agent hears whose call it is, the caller music.
    private TimerWheel.@Nullable Timer patience;

    /**
     * An offer that rings nobody yet.
     *
     * @param place as what the distributor knows the call
     */
    AgentOffer(
            OfferId id, AgentId agent, CallId place, QueueId queue, Call call, Exchange exchange) {
        this.id = id;
        this.agent = agent;
        this.place = place;
        this.queue = queue;
        this.desk = exchange.rules().desk(queue.value());
        this.call = call;
        this.exchange = exchange;
    }

    OfferId id() {
        return id;
    }

    CallId place() {
        return place;
    }

    AgentId agent() {
        return agent;
    }

    /** Calls the agent's phones; what follows comes in later steps. */
    void ring() {
        for (var phone : Round.of(agent.value(), exchange.sip()).phones()) {
            ringing.add(call.legs().ring(phone, "", this));
        }
    }

    /** The phones that ring. */
    List<OutLeg> ringing() {
        return List.copyOf(ringing);
    }

    /** Another call has taken over the place in the queue: the phones ring on for that. */
    void moveTo(Call other) {
        ringing.forEach(leg -> call.legs().handOver(leg, other));
        call = other;
    }

    void withdrawnByDistributor(Reason reason) {
        call.guarded(() -> call.queue().withdraw(this, reason));
    }

    /** Takes it back, unless it was answered: then that has been told, and stands. */
    void withdraw(Reason reason) {
        if (winner == null && !withdrawn) {
            withdrawn = true;
            ringNoMore(reason);
        }
    }

    /** Another agent has the call: should this one answer yet, nobody is there. */
    void completedElsewhere() {
        elsewhere = true;
        withdraw(Reason.ELSEWHERE);
    }

    /**
     * The caller has left the queue and goes on by himself: should a phone answer, nobody is there.
     */
    void callerElsewhere() {
        elsewhere = true;
        withdraw(Reason.normal("caller gone"));
    }

    private void ringNoMore(Reason reason) {
        ringing().forEach(leg -> leg.hangUp(reason));
        if (patience == null) {
            long until = exchange.now() + PATIENCE_MICROS;
            patience = exchange.wheel().schedule(until, () -> call.guarded(this::release));
        }
    }

    /** A phone that has gone never confirms the CANCEL; the caller must not wait for that. */
    private void release() {
        released = true;
        exchange.distribution().phoneBusy(agent.value()); // Until its leg is over, no other offer.
        exchange.distribution().offerOver(this, outcome());
        call.queue().released(this);
    }

    @Override
    public void ringing(OutLeg leg) {
        // The caller hears music until the agent answers: no ringing tone, and no dead air.
    }

    @Override
    public void answered(OutLeg leg) {
        ringing.remove(leg);
        if (winner != null || released || elsewhere) {
            leg.hangUp(Reason.ELSEWHERE); // Its answer crossed our CANCEL.
            return;
        }
        winner = leg;
        stopWaiting();
        ringing().forEach(other -> other.abandon(Reason.ELSEWHERE));
        exchange.distribution().accepted(this);
        watch = new LostAgent(leg, () -> lost(leg));
        var joined = leg.call();
        boolean fromQueue = joined.queue().answered(this);
        if (fromQueue && !desk.spoken().isEmpty()) {
            joined.script().stop();
            joined.queue().hush();
            briefing = true;
            leg.media().play(0, desk.spoken());
        } else {
            joined.reached(null, leg, agent.value(), fromQueue);
            limit(joined, fromQueue);
        }
    }

    /** The agent knows now whose call it is. */
    @Override
    public void played(OutLeg leg) {
        if (briefing && leg == winner) {
            briefing = false;
            leg.call().reached(null, leg, agent.value(), true);
            limit(leg.call(), true);
        }
    }

    private void limit(Call joined, boolean fromQueue) {
        var longest = exchange.rules().longestTalks().get(queue.value());
        if (fromQueue && longest != null) {
            joined.age().endsWithin(longest);
        }
    }

    @Override
    public DeskRules.@Nullable Card card() {
        if (desk.isPlain()) {
            return null;
        }
        var legs = call.legs();
        return desk.card(
                call.id().value(),
                queue.value(),
                legs.served(),
                legs.redirections().trail().withheld(),
                exchange.now() - call.log().queuedMicros());
    }

    @Override
    public void quiet(OutLeg leg) {
        if (watch != null && leg == winner) {
            watch.quiet();
        }
    }

    /**
     * The agent's phone is there no more. Whoever talked with it goes back into the line; where
     * that cannot be, the end of the leg is like any other.
     */
    private void lost(OutLeg leg) {
        lost = true;
        leg.log().silent();
        exchange.distribution().phoneLost(agent);
        if (!leg.isReleased() && callerGoesBack(leg, true)) {
            leg.release();
        }
        leg.lost(LOST);
    }

    /** Whoever was to talk with the agent, or did, is the next in the line. */
    private boolean callerGoesBack(OutLeg leg, boolean cutOff) {
        var legs = leg.call().legs();
        var talk = legs.conversation();
        boolean briefed = briefing;
        briefing = false;
        if (talk != null && talk.has(leg)) {
            return BackInLine.begin(leg.call(), talk.with(leg), cutOff);
        }
        return briefed && BackInLine.begin(leg.call(), legs.served(), false);
    }

    @Override
    public void ended(OutLeg leg, LegEnd end) {
        ringing.remove(leg);
        if (leg == winner) {
            talkEnds(leg, end);
            over(leg, end, new AcdEvent.TalkEnded(exchange.now(), id));
        } else if (winner == null) {
            refused(leg, end);
        }
    }

    private void talkEnds(OutLeg leg, LegEnd end) {
        if (watch != null) {
            watch.stop();
        }
        if (LostAgent.isLost(end) && !lost) {
            lost(leg); // Nobody answers what is sent to it: so says SIP.
        } else if (briefing) {
            callerGoesBack(leg, false); // He hung up before they talked.
        }
    }

    /** The offer is over with the last phone; who declines at one wants none of them to ring. */
    private void refused(OutLeg leg, LegEnd end) {
        refusal = refusal == null || says(end) > says(refusal) ? end : refusal;
        if (ringing.isEmpty()) {
            over(leg, end, outcome());
        } else if (end.status() == DECLINED && !withdrawn) {
            ringNoMore(Reason.normal("Declined"));
        }
    }

    /** Of several reasons the one that says most: a word of the agent's, then a phone in a call. */
    private static int says(LegEnd end) {
        return switch (end.status()) {
            case DECLINED -> 2;
            case 486, 600 -> 1;
            default -> 0;
        };
    }

    private void over(OutLeg leg, LegEnd end, AcdEvent outcome) {
        stopWaiting();
        if (released) {
            exchange.distribution().phoneFree(agent.value());
        } else {
            exchange.distribution().offerOver(this, outcome);
            leg.call().offerOver(this, leg, end);
        }
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel();
        }
    }

    private AcdEvent outcome() {
        long now = exchange.now();
        var end = refusal;
        if (withdrawn || end == null || end.cause() == LegEnd.Cause.OURS) {
            return new AcdEvent.OfferWithdrawn(now, id);
        }
        return switch (end.status()) {
            case 486, 600 -> new AcdEvent.OfferFailed(now, id, "busy"); // In a call we do not see.
            case DECLINED -> new AcdEvent.OfferRefused(now, id);
            default -> new AcdEvent.OfferFailed(now, id, "status " + end.status());
        };
    }
}
