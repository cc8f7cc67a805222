package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.WaitEstimate;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.ivr.Node;
import org.strowger.ivr.QueueRequest;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/** A call's place in a queue, while it has one, and the phones that ring for it. */
final class QueuePlace {

    private static final Reason NO_ROOM = Reason.of(Q850.CONGESTION, "the queue has no room");

    private final Call call;
    private final Exchange exchange;

    /** As what the distributor knows us: our own id, or that of a call whose place this was. */
    private @Nullable CallId place;

    /** One, unless the queue rings several agents at a time. */
    private final List<AgentOffer> offers = new ArrayList<>(1);

    private int priority;

    /** What was asked for when the call joined; null before that. */
    private Node.@Nullable Queue joined;

    /** When the waiting began that counts, of one who has waited before; 0 of anybody else. */
    private long since;

    /** What was asked for when it last joined. */
    private QueueRequest asked = QueueRequest.of(0);

    private final Announcements announcements;

    QueuePlace(Call call, Exchange exchange) {
        this.call = call;
        this.exchange = exchange;
        this.announcements = new Announcements(call, exchange);
    }

    boolean isTaken() {
        return place != null;
    }

    /** Who comes from another queue keeps the priority that was given there, if it is higher. */
    void join(String queue, QueueRequest wanted) {
        priority = Math.max(priority, wanted.priority());
        asked = wanted;
        call.state(Call.State.WAITING);
        call.log().queued(queue, exchange.now());
        call.legs().recording().joins(queue);
        var served = call.legs().served();
        if (!served.answersLater()) {
            served.media().music();
            reached(served);
        }
        place = call.id();
        joined = new Node.Queue(queue, wanted, "");
        since = since(queue);
        exchange.distribution().enqueue(call, new QueueId(queue), priority, wanted, since);
        announcements.begin(exchange.service(queue).announcing());
    }

    /** Of a caller who has waited here before, or in whose stead somebody has, when that began. */
    private long since(String queue) {
        var service = exchange.service(queue);
        if (!(call.legs().served() instanceof CallerLeg leg)) {
            return 0;
        }
        var callback = leg.callback();
        if (callback != null && callback.callback().queue().equals(queue)) {
            return callback.callback().sinceMicros();
        }
        long within = service.keepsPlaceMicros();
        if (within == 0) {
            return 0;
        }
        var returns = exchange.distribution().returns();
        return returns.since(queue, call.log().caller(), within, exchange.now());
    }

    /** Who was called back is there, and has not hung up. */
    private static void reached(PartyLeg served) {
        if (served instanceof CallerLeg leg) {
            var callback = leg.callback();
            if (callback != null) {
                callback.reached();
            }
        }
    }

    /**
     * The distributor would have an agent rung. A caller who is to be there before that is called
     * now, and joins the queue again, in the same place, when he has answered: no agent is kept
     * waiting for him.
     *
     * @return false when the agent is to be rung
     */
    boolean callsFirst() {
        if (!(call.legs().served() instanceof CallerLeg leg)) {
            return false;
        }
        var callback = leg.callback();
        if (callback == null || !callback.turnHasCome()) {
            return false;
        }
        var left = place;
        clear();
        if (left != null) {
            exchange.distribution().left(left);
        }
        call.log().leftQueue("callback", exchange.now());
        call.state(Call.State.SCRIPT);
        call.script().begin(OpenCallback.greeting(callback.callback()));
        return true;
    }

    /** What the call asked of a queue, and since when it had waited there. */
    record Last(QueueRequest asked, long sinceMicros) {}

    /** Of that queue, if it was there last; else of one where it never was. */
    Last last(String queue) {
        if (!queue.equals(call.log().queue())) {
            return new Last(QueueRequest.of(0), exchange.now());
        }
        return new Last(asked, since == 0 ? call.log().queuedMicros() : since);
    }

    /** Who waits is who has called. */
    private boolean isCaller() {
        return call.legs().served() instanceof CallerLeg;
    }

    /** The caller has hung up while waiting: somebody else might have been served by now. */
    private void remember() {
        var queue = call.log().queue();
        if (queue != null && isCaller() && exchange.service(queue).returnMicros() > 0) {
            long began = since == 0 ? call.log().queuedMicros() : since;
            exchange.distribution()
                    .returns()
                    .left(queue, call.log().caller(), began, exchange.now());
        }
    }

    /** Asks the distributor where the call stands. */
    void askPlace() {
        var asked = place;
        if (asked != null) {
            exchange.distribution().askPlace(asked);
        }
    }

    /** The distributor's answer. */
    void stands(WaitEstimate estimate) {
        announcements.stands(estimate);
    }

    /** An agent has answered who is not ready to talk yet: music, and no words more. */
    void hush() {
        announcements.hush();
    }

    /**
     * Something the party was told has been heard to its end.
     *
     * @return whether it was about the queue
     */
    boolean played(int which) {
        return announcements.played(which);
    }

    /**
     * The same place once more, before everybody else; null for a call that never had one.
     *
     * @param onOverflow the node that the script goes on with when the queue takes nobody
     */
    Node.@Nullable Queue again(String onOverflow) {
        var before = joined;
        if (before == null) {
            return null;
        }
        var asked = before.request();
        var first =
                new QueueRequest(
                        AcdEvent.CallQueued.AT_THE_HEAD,
                        asked.needs(),
                        asked.tier(),
                        asked.preferred(),
                        asked.holdMicros());
        return new Node.Queue(before.queue(), first, onOverflow);
    }

    void refused(String reason) {
        if (!call.isWaiting()) {
            return;
        }
        place = null;
        announcements.stop();
        var word = reason.replace("queue ", "").replace(' ', '-'); // As scripts and records say it.
        call.log().leftQueue(word, exchange.now());
        if (call.script().runs()) {
            call.state(Call.State.SCRIPT);
            call.callerMedia().silence(); // Until the script has something else.
            call.script().noRoom(word);
        } else {
            call.hangUp(NO_ROOM); // Else the music would play for ever.
        }
    }

    /** The caller has pressed a key that leads out of the queue: the script goes on. */
    void exit() {
        var left = place;
        var rung = List.copyOf(offers);
        clear();
        if (left != null) {
            exchange.distribution().left(left);
        }
        rung.forEach(AgentOffer::callerElsewhere);
        call.callerMedia().silence();
        call.state(Call.State.SCRIPT);
        call.log().leftQueue("exit-key", exchange.now());
        joined = null; // No way leads back to it.
    }

    /** Whether that phone rings because the call was offered to its agent. */
    boolean isRinging(OutLeg leg) {
        return ringing().contains(leg);
    }

    /** The phones that ring for the call's place. */
    List<OutLeg> ringing() {
        return offers.stream().flatMap(offer -> offer.ringing().stream()).toList();
    }

    /** Whether the distributor may offer the call now: it waits, or rings other agents. */
    boolean takesOffers() {
        return call.isWaiting() || !offers.isEmpty();
    }

    /** The distributor offers the call to an agent. */
    void offer(AgentOffer to) {
        offers.add(to);
        call.state(Call.State.RINGING);
        to.ring();
    }

    /** The distributor takes its offer back. */
    void withdraw(AgentOffer which, Reason reason) {
        if (offers.contains(which)) {
            which.withdraw(reason);
        }
    }

    /** The call waits again; the distributor may offer it to the next agent. */
    void released(AgentOffer which) {
        boolean last = offers.remove(which) && offers.isEmpty();
        if (last && call.state() == Call.State.RINGING) {
            call.state(Call.State.WAITING);
        }
    }

    /**
     * Somebody answered; the other agents who ring for the call are rung no more.
     *
     * @return whether it was the agent who was offered the call: then it waits no more
     */
    boolean answered(AgentOffer which) {
        if (!offers.remove(which)) {
            return false;
        }
        var others = List.copyOf(offers);
        clear();
        others.forEach(AgentOffer::completedElsewhere);
        return true;
    }

    /**
     * The call ends. The caller owns the offers: they are withdrawn before the distributor says so.
     */
    void leave(Reason reason) {
        var left = place;
        if (left != null && call.log().isEndedByCaller()) {
            remember();
        }
        var rung = List.copyOf(offers);
        clear();
        if (left != null) {
            exchange.distribution().left(left);
        }
        rung.forEach(offer -> offer.withdraw(reason));
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
        theirs.joined = joined;
        theirs.priority = Math.max(theirs.priority, priority);
        exchange.distribution().takeOver(taken, to);
        call.script().handOver(to.script());
        offers.forEach(offer -> offer.moveTo(to));
        theirs.offers.addAll(offers);
        to.state(call.state());
        to.log().queuedAs(call.log(), exchange.now());
        theirs.announcements.begin(exchange.service(to.log().queue()).announcing());
        clear();
    }

    private void clear() {
        place = null;
        announcements.stop();
        offers.clear();
    }
}
