package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.call.Destination.RingUser;
import org.strowger.call.Destination.RunScript;
import org.strowger.call.Destination.ThroughTrunk;
import org.strowger.sip.Caller;
import org.strowger.sip.Diversion;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Trail;

/**
 * What a call does when the phone of a user who is called sends it on (a response of 300 to 399;
 * RFC 3261, section 21.3). It goes where the caller could have dialled, and nowhere else: a phone
 * that anybody has set up must not make the operator pay for strangers' calls.
 */
final class Redirections {

    /** A call is sent on so often; then it has failed. */
    private static final int MOST = 3;

    private final Call call;
    private final Exchange exchange;
    private Trail trail;
    private int followed;

    Redirections(Call call, Exchange exchange, Trail trail) {
        this.call = call;
        this.exchange = exchange;
        this.trail = trail;
        if (!trail.diversions().isEmpty()) {
            call.log().divertedBy(trail.diversions().getFirst().number());
        }
    }

    /** Where the call has been by now. */
    Trail trail() {
        return trail;
    }

    /** Somebody has sent the call on. */
    void sentOn(String user, Diversion.Reason reason) {
        trail = trail.after(new Diversion(user, reason, false));
        call.log().divertedBy(user);
    }

    /**
     * Where a phone wants the call to go, if that may be; the call has been sent on then.
     *
     * @param user whose phone it is
     * @return null when the call has failed there
     */
    @Nullable Destination of(String user, LegEnd end) {
        boolean waits = call.state() == Call.State.RINGING && !call.isDetoured();
        if (end.redirectedTo().isEmpty() || !waits || followed == MOST) {
            return null;
        }
        var who = call.legs().identity();
        var to = exchange.plan().find(end.redirectedTo(), who).orElse(null);
        if (to == null || !mayFollow(to, user, who)) {
            return null;
        }
        followed++;
        sentOn(user, Diversion.Reason.of(end.status()));
        return to;
    }

    private boolean mayFollow(Destination to, String user, Caller who) {
        return switch (to) {
            case RingUser(var other) -> !other.equals(user);
            case ThroughTrunk _ -> who instanceof Caller.User;
            case RunScript _ -> !call.script().runs(); // Else the script decides what is next.
            default -> false; // Codes are for who dials them.
        };
    }
}
