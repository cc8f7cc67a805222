package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.strowger.sip.OutgoingCall.Target;

/** The legs that one call has started, until each is over. */
final class OutLegs {

    private final Call call;
    private final Exchange exchange;
    private final long affinity;
    private final List<OutLeg> legs = new ArrayList<>(1);

    // The call is still being made: it is kept here, and first used when it rings somebody.
    OutLegs(Call call, Exchange exchange, long affinity) {
        this.call = call;
        this.exchange = exchange;
        this.affinity = affinity;
    }

    /** Rings an agent's phone for an offer. */
    OutLeg offer(AgentOffer offer) {
        var agent = offer.agent().value();
        return ring(new Target.User(agent), agent, offer);
    }

    /** Rings whoever the number plan names. */
    void connect(Destination to) {
        switch (to) {
            case Destination.ThroughTrunk(var trunk, var number) ->
                    connect(
                            new Target.Trunk(trunk, number),
                            new DirectConnection.Callee("", trunk + ":" + number));
            case Destination.RingUser(var user) ->
                    connect(new Target.User(user), new DirectConnection.Callee(user, user));
            default -> throw new IllegalArgumentException("nobody to ring: " + to);
        }
    }

    private void connect(Target target, DirectConnection.Callee callee) {
        ring(target, callee.name(), new DirectConnection(call, exchange, callee));
    }

    private OutLeg ring(Target target, String party, OutLeg.Owner owner) {
        var log = new LegLog(party, "out", exchange.now());
        call.log().leg(log);
        var leg = new OutLeg(call, exchange, owner, target, log);
        legs.add(leg);
        leg.open(affinity);
        return leg;
    }

    void hangUp(String reason) {
        List.copyOf(legs).forEach(leg -> leg.hangUp(reason));
    }

    /** Forgets those that are over. */
    boolean areOver() {
        legs.removeIf(OutLeg::isOver);
        return legs.isEmpty();
    }

    int size() {
        return legs.size();
    }
}
