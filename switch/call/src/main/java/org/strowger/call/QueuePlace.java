package org.strowger.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/** A call's place in a queue, while it has one, and the phone that rings for it. */
final class QueuePlace {

    private static final Reason NO_ROOM = Reason.of(Q850.CONGESTION, "the queue has no room");

    private final Call call;
    private final Exchange exchange;

    /** As what the distributor knows us: our own id, or that of a call whose place this was. */
    private @Nullable CallId place;

    private @Nullable AgentOffer offer;
    private int priority;

    QueuePlace(Call call, Exchange exchange) {
        this.call = call;
        this.exchange = exchange;
    }

    boolean isTaken() {
        return place != null;
    }

    /** Who comes from another queue keeps the priority that was given there, if it is higher. */
    void join(String queue, int wanted) {
        priority = Math.max(priority, wanted);
        call.state(Call.State.WAITING);
        call.log().queued(queue, exchange.now());
        call.legs().recording().joins(queue);
        call.callerMedia().music();
        place = call.id();
        exchange.distribution().enqueue(call, new QueueId(queue), priority);
    }

    void refused(String reason) {
        if (!call.isWaiting()) {
            return;
        }
        place = null;
        call.log().leftQueue();
        if (call.script().runs()) {
            call.state(Call.State.SCRIPT);
            call.script().noRoom(reason);
        } else {
            call.hangUp(NO_ROOM); // Else the music would play for ever.
        }
    }

    /** Whether that phone rings because the call was offered to its agent. */
    boolean isRinging(OutLeg leg) {
        return ringing().contains(leg);
    }

    /** The phones that ring for the call's place. */
    List<OutLeg> ringing() {
        return offer == null ? List.of() : offer.ringing();
    }

    /** The distributor offers the call to an agent. */
    void offer(AgentOffer to) {
        offer = to;
        call.state(Call.State.RINGING);
        to.ring();
    }

    /** The distributor takes its offer back. */
    void withdraw(AgentOffer which, Reason reason) {
        if (offer == which) {
            which.withdraw(reason);
        }
    }

    /** The call waits again; the distributor may offer it to the next agent. */
    void released(AgentOffer which) {
        if (offer == which) {
            offer = null;
            if (call.state() == Call.State.RINGING) {
                call.state(Call.State.WAITING);
            }
        }
    }

    /**
     * Somebody answered.
     *
     * @return whether it was the agent who was offered the call: then it waits no more
     */
    boolean answered(AgentOffer which) {
        boolean fromQueue = offer == which;
        if (fromQueue) {
            clear();
        }
        return fromQueue;
    }

    /** The call ends. The caller owns the offer: it is withdrawn before the distributor says so. */
    void leave(Reason reason) {
        var left = place;
        var to = offer;
        clear();
        if (left != null) {
            exchange.distribution().left(left);
        }
        if (to != null) {
            to.withdraw(reason);
        }
    }

    /**
     * Another call gets the place, as far in front, the phone that rings, and the script, which
     * knows what to do when the queue takes nobody.
     */
    void handOver(Call to) {
        var taken = place;
        if (taken == null) {
            throw new IllegalStateException("no place to hand over");
        }
        var theirs = to.queue();
        theirs.place = taken;
        theirs.priority = Math.max(theirs.priority, priority);
        exchange.distribution().takeOver(taken, to);
        call.script().handOver(to.script());
        if (offer != null) {
            offer.moveTo(to);
            theirs.offer = offer;
        }
        to.state(call.state());
        to.log().queuedAs(call.log(), exchange.now());
        clear();
    }

    private void clear() {
        place = null;
        offer = null;
    }
}
