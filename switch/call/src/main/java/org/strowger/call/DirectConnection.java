package org.strowger.call;

import org.strowger.sip.LegEnd;

/**
 * A leg to a user or a trunk that the number plan, a script or a transfer asked for: no queue, no
 * offer.
 */
final class DirectConnection implements OutLeg.Owner {

    private final Exchange exchange;
    private final Callee callee;

    /**
     * Who is called.
     *
     * @param user the local user, or empty for a trunk
     * @param name for the record
     */
    record Callee(String user, String name) {}

    DirectConnection(Exchange exchange, Callee callee) {
        this.exchange = exchange;
        this.callee = callee;
        if (!callee.user.isEmpty()) {
            exchange.distribution().phoneBusy(callee.user);
        }
    }

    @Override
    public void ringing(OutLeg leg) {
        leg.call().calleeRings(leg);
    }

    @Override
    public void heard(OutLeg leg) {
        leg.call().calleeHeard(leg);
    }

    @Override
    public void answered(OutLeg leg) {
        leg.call().join(leg, callee.name);
    }

    @Override
    public void ended(OutLeg leg, LegEnd end) {
        if (!callee.user.isEmpty()) {
            exchange.distribution().phoneFree(callee.user);
        }
        leg.call().connectionOver(leg, end);
    }
}
