package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Reason;

/**
 * A user takes a call that rings at another one's phone, by code, or by Replaces of that early
 * dialog (RFC 3891, section 3). Only within a pick-up group.
 */
final class PickUp {

    private PickUp() {}

    /**
     * The phone whose call it is to be; null when none rings that this user may take.
     *
     * @param whose empty for any other member of a group of the user's
     */
    static @Nullable OutLeg find(Exchange exchange, String user, String whose) {
        var plan = exchange.plan();
        return whose.isEmpty()
                ? exchange.floor().ringing(rung -> !rung.equals(user) && plan.mayPickUp(user, rung))
                : exchange.floor()
                        .ringing(rung -> rung.equals(whose) && plan.mayPickUp(user, rung));
    }

    /** The user's new leg comes into the call. */
    static LegEvents take(IncomingLeg leg, OutLeg ringing) {
        return ringing.call()
                .legs()
                .newcomer(leg, ringing.affinity(), next -> enter(ringing, next));
    }

    private static void enter(OutLeg ringing, CallerLeg next) {
        var call = next.call();
        if (!call.legs().ringing().contains(ringing)) {
            next.reject(480); // So short a time, and it has been answered, or is over.
            return;
        }
        next.answer();
        if (!next.isAnswered()) {
            return;
        }
        boolean fromQueue = call.queue().isRinging(ringing);
        var connection = fromQueue ? null : call.legs().calling();
        if (connection == null) {
            call.queue().leave(Reason.ELSEWHERE);
        } else {
            connection.completedElsewhere();
        }
        call.reached(connection, next, next.log().party(), fromQueue);
    }
}
