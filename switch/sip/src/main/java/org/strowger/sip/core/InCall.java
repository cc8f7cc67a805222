package org.strowger.sip.core;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;

/** Which ways calls go, for whoever must not cut them. */
final class InCall {

    private InCall() {}

    /** Whether a user of ours talks by this way. */
    static boolean isWithUser(Collection<Leg> legs, Flow flow) {
        for (var leg : legs) {
            var dialog = leg.dialog();
            if (dialog != null
                    && dialog.flow().equals(flow)
                    && isEstablished(leg)
                    && !isStranger(leg)) {
                return true;
            }
        }
        return false;
    }

    /** The ports at such addresses with which calls are established. */
    static Set<Integer> ports(Collection<Leg> legs, Predicate<InetAddress> who) {
        var ports = new HashSet<Integer>();
        for (var leg : legs) {
            var dialog = leg.dialog();
            if (dialog == null) {
                continue;
            }
            var remote = dialog.flow().remote();
            if (isEstablished(leg) && !remote.isUnresolved() && who.test(remote.getAddress())) {
                ports.add(remote.getPort());
            }
        }
        return ports;
    }

    /** A leg of ours has a dialog once it is answered. */
    private static boolean isEstablished(Leg leg) {
        return switch (leg) {
            case UasLeg incoming -> incoming.isEstablished() && !incoming.awaitsAck();
            case UacLeg _ -> true;
        };
    }

    private static boolean isStranger(Leg leg) {
        return leg instanceof UasLeg incoming && incoming.caller() instanceof Caller.Anonymous;
    }
}
