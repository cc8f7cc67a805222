package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Referral;

/**
 * An attended transfer (RFC 5589, section 7): who asked talks in two calls, and both others shall
 * talk with each other. The call in which it was asked for goes on; of the other one, the
 * consultation, the remaining leg, or the place in a queue, moves into it.
 */
final class Merge {

    private final PartyLeg asker;
    private final PartyLeg replaced;
    private final String user;
    private final Referral referral;

    /**
     * Nothing is changed before {@link #run}.
     *
     * @param replaced the same user's leg in the consultation
     * @param user who asks
     */
    Merge(PartyLeg asker, PartyLeg replaced, String user, Referral referral) {
        this.asker = asker;
        this.replaced = replaced;
        this.user = user;
        this.referral = referral;
    }

    /** Whether both calls are such that they can be joined. */
    boolean isPossible() {
        var stays = stays();
        if (replaced.call() == asker.call() || stays == null) {
            return false;
        }
        return comes() != null || rings() != null;
    }

    private @Nullable PartyLeg stays() {
        var call = asker.call();
        var talk = call.legs().conversation();
        return talk == null || !talk.has(asker) || call.isDetoured() ? null : talk.with(asker);
    }

    /** Who is to come over; the replaced leg itself while it only waits in a queue. */
    private @Nullable PartyLeg comes() {
        var consultation = replaced.call();
        var talk = consultation.legs().conversation();
        if (talk != null) {
            return talk.has(replaced) && !consultation.isDetoured() ? talk.with(replaced) : null;
        }
        boolean waits = consultation.queue().isTaken() && consultation.legs().served() == replaced;
        return waits ? replaced : null;
    }

    /** The attempt to reach the colleague, while nobody has answered; null for none. */
    private @Nullable DirectConnection rings() {
        var consultation = replaced.call();
        boolean calls =
                consultation.state() == Call.State.RINGING
                        && !consultation.isDetoured()
                        && consultation.legs().served() == replaced;
        return calls ? consultation.legs().calling() : null;
    }

    /** The REFER has been answered. */
    void run() {
        var stays = stays();
        var comes = comes();
        var rings = rings();
        if (stays == null || !isPossible()) {
            referral.progress(481); // So short a time, and somebody has hung up.
        } else if (comes != null) {
            join(stays, comes);
        } else if (rings != null) {
            ringOn(stays, rings);
        }
    }

    /** Who stays hears music until the colleague answers: the rest is a blind transfer. */
    private void ringOn(PartyLeg stays, DirectConnection rings) {
        var call = asker.call();
        var consultation = replaced.call();
        var transfer = new Transfer(asker, stays, user, referral, false);
        call.detour(transfer);
        consultation.legs().handOver(rings, call);
        transfer.adopt(rings);
        replaced.release("Call transferred");
        consultation.mergedInto(call);
    }

    private void join(PartyLeg stays, PartyLeg comes) {
        var call = asker.call();
        var consultation = replaced.call();
        if (comes == replaced) {
            call.legs().serve(stays);
            stays.media().music();
            consultation.queue().handOver(call);
        } else {
            consultation.legs().serve(replaced);
            consultation.legs().handOver(comes, call);
            call.talk(stays, comes);
        }
        referral.progress(200);
        replaced.release("Call transferred");
        consultation.mergedInto(call);
        asker.release("Call transferred");
    }
}
