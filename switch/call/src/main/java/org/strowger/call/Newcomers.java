package org.strowger.call;

import java.util.function.Function;
import org.strowger.base.CallId;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEvents;

/** Incoming legs that begin no call: they come into one that there is, or take what it rings. */
final class Newcomers {

    private final Function<Exchange, CallId> ids;

    Newcomers(Function<Exchange, CallId> ids) {
        this.ids = ids;
    }

    /** Written down when we know who dialled; what strangers try is counted only. */
    LegEvents reject(Exchange open, IncomingLeg leg, int status) {
        if (!(leg.caller() instanceof Caller.Anonymous)) {
            long now = open.now();
            var dialled = new CallLog.Parties(leg.callerNumber(), leg.callerName(), leg.dialled());
            var log = new CallLog(ids.apply(open), open.records(), dialled, now);
            log.outcome("rejected");
            log.ended("switch", now);
            log.close();
        }
        leg.reject(status);
        return RefusedLeg.LEG;
    }

    /** Answers what rings at somebody else's phone. */
    LegEvents pickUp(Exchange open, IncomingLeg leg, String whose) {
        var rings =
                leg.caller() instanceof Caller.User(var user)
                        ? PickUp.find(open, user, whose)
                        : null;
        return rings == null ? reject(open, leg, 480) : PickUp.take(leg, rings);
    }

    /** Takes the call that is parked there. */
    LegEvents fromPark(Exchange open, IncomingLeg leg, String slot) {
        var parked = open.parking().in(slot);
        return parked == null
                ? reject(open, leg, 480)
                : parked.call().legs().newcomer(leg, parked.affinity(), parked::takenBy);
    }

    /** Comes into an agent's conversation. */
    LegEvents supervise(Exchange open, IncomingLeg leg, Destination.Supervise to) {
        var agent = open.floor().talking(to.agent());
        int status = Supervisor.refusal(agent, leg.caller());
        return agent == null || status != 0
                ? reject(open, leg, status)
                : Supervisor.enter(leg, agent, to.mode());
    }

    /**
     * A phone may take over what another phone of the same user has, and what rings at one of its
     * pick-up group; nobody else's.
     */
    static LegEvents replace(Exchange open, IncomingLeg leg, LegEvents replaced) {
        if (leg.caller() instanceof Caller.User(var user)) {
            if (replaced instanceof OutLeg rings && !rings.isAnswered()) {
                var whose = rings.user();
                if (whose != null && open.plan().mayPickUp(user, whose)) {
                    return PickUp.take(leg, rings);
                }
            } else if (replaced instanceof PartyLeg old && user.equals(old.user())) {
                var legs = old.call().legs();
                return legs.newcomer(leg, old.affinity(), next -> legs.replace(old, next));
            }
        }
        leg.reject(403);
        return RefusedLeg.LEG;
    }
}
