package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.OutgoingCall.Target;

/**
 * The legs of one call, and who of them hears whom: its caller's, those that it started, and those
 * that came into it from elsewhere.
 */
final class CallLegs {

    private final Call call;
    private final Exchange exchange;
    private final CallerLeg caller;
    private final List<PartyLeg> others = new ArrayList<>(1);
    private PartyLeg served;
    private @Nullable Conversation conversation;

    // The call is still being made: it is kept here, and first used when it rings somebody.
    CallLegs(Call call, Exchange exchange, CallerLeg caller) {
        this.call = call;
        this.exchange = exchange;
        this.caller = caller;
        this.served = caller;
    }

    /** Whom script, queue and prompts are for: the caller, unless transferred away. */
    PartyLeg served() {
        return served;
    }

    /** The two who talk; null while nobody does. */
    @Nullable Conversation conversation() {
        return conversation;
    }

    /** Whether the call ends when this leg does. */
    boolean isPartOf(PartyLeg leg) {
        return leg == served || (conversation != null && conversation.has(leg));
    }

    /** From now on these two hear each other. */
    void talk(PartyLeg one, PartyLeg other) {
        served = one;
        conversation = new Conversation(one, other);
        conversation.connect();
    }

    /** Nobody talks: this one is left, for a script, a queue or somebody who is to be called. */
    void serve(PartyLeg left) {
        served = left;
        conversation = null;
    }

    /** The called side's own tone or announcement reaches the caller before it answers. */
    void hear(OutLeg called) {
        caller.progress();
        if (caller.hears()) {
            served.media().bridge(called.media());
        } else {
            caller.ring(); // Nothing could be agreed on: a tone is better than nothing.
        }
    }

    void holdChanged(PartyLeg leg) {
        if (conversation != null && conversation.has(leg)) {
            conversation.connect();
        }
    }

    // ---- legs that come ----

    /** Rings an agent's phone for an offer. */
    OutLeg offer(AgentOffer offer) {
        var agent = offer.agent().value();
        return ring(new Target.User(agent), agent, "", offer);
    }

    /** Rings whoever the number plan names. */
    OutLeg connect(Destination to, String referredBy) {
        return switch (to) {
            case Destination.ThroughTrunk(var trunk, var number) ->
                    connect(
                            new Target.Trunk(trunk, number),
                            new DirectConnection.Callee("", trunk + ":" + number),
                            referredBy);
            case Destination.RingUser(var user) ->
                    connect(
                            new Target.User(user),
                            new DirectConnection.Callee(user, user),
                            referredBy);
            default -> throw new IllegalArgumentException("nobody to ring: " + to);
        };
    }

    private OutLeg connect(Target target, DirectConnection.Callee callee, String referredBy) {
        return ring(target, callee.name(), referredBy, new DirectConnection(exchange, callee));
    }

    private OutLeg ring(Target target, String party, String referredBy, OutLeg.Owner owner) {
        var log = new LegLog(party, "out", exchange.now());
        call.log().leg(log);
        var leg = new OutLeg(call, exchange, owner, target, referredBy, log);
        others.add(leg);
        leg.open(served.affinity()); // Both are to be joined: one media loop.
        return leg;
    }

    /** A phone that asks for the place of a leg which talks (RFC 3891). */
    CallerLeg newcomer(IncomingLeg leg, PartyLeg inPlaceOf) {
        var log = new LegLog(leg.callerNumber(), "in", exchange.now());
        call.log().leg(log);
        var next = new CallerLeg(call, exchange, leg, log);
        next.inPlaceOf(inPlaceOf);
        next.occupiesPhone();
        others.add(next);
        next.open(inPlaceOf.affinity());
        return next;
    }

    /** That phone has a port: it talks instead of the old leg, if that still does. */
    void replace(PartyLeg old, CallerLeg next) {
        var talk = conversation;
        if (talk == null || !talk.has(old) || call.isTransferring()) {
            next.reject(603); // It has ended meanwhile, or is being transferred.
            return;
        }
        next.answer();
        if (next.isAnswered()) {
            call.talk(talk.with(old), next);
            old.release("Replaced");
        }
    }

    // ---- legs that go ----

    /** The leg goes to another call, and to its record. */
    void handOver(PartyLeg leg, Call to) {
        others.remove(leg);
        call.log().handOver(leg.log(), to.log(), exchange.now());
        leg.moveTo(to);
        to.legs().others.add(leg);
    }

    /** The call ends: nobody talks any more, whatever a leg still takes to be over. */
    void hangUp(String reason) {
        conversation = null;
        List.copyOf(others).forEach(leg -> leg.hangUp(reason));
        if (hasCaller()) {
            caller.hangUp(reason);
        }
    }

    /** Forgets those that are over. */
    boolean areOver() {
        others.removeIf(PartyLeg::isOver);
        return others.isEmpty() && !hasCaller();
    }

    int size() {
        return (hasCaller() ? 1 : 0) + others.size();
    }

    private boolean hasCaller() {
        return !caller.isOver() && caller.call() == call;
    }
}
