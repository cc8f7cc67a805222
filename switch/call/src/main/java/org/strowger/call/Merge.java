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
    private final Referral referral;

    /**
     * Nothing is changed before {@link #run}.
     *
     * @param replaced the same user's leg in the consultation
     */
    Merge(PartyLeg asker, PartyLeg replaced, Referral referral) {
        this.asker = asker;
        this.replaced = replaced;
        this.referral = referral;
    }

    /** Whether both calls are such that they can be joined. */
    boolean isPossible() {
        var stays = stays();
        var comes = comes();
        return replaced.call() != asker.call()
                && stays != null
                && comes != null
                && stays.media().canBridge(comes.media());
    }

    private @Nullable PartyLeg stays() {
        var call = asker.call();
        var talk = call.legs().conversation();
        return talk == null || !talk.has(asker) || call.isTransferring() ? null : talk.with(asker);
    }

    /** Who is to come over; the replaced leg itself while it only waits in a queue. */
    private @Nullable PartyLeg comes() {
        var consultation = replaced.call();
        var talk = consultation.legs().conversation();
        if (talk != null) {
            return talk.has(replaced) && !consultation.isTransferring()
                    ? talk.with(replaced)
                    : null;
        }
        boolean waits = consultation.queue().isTaken() && consultation.legs().served() == replaced;
        return waits ? replaced : null;
    }

    /** The REFER has been answered. */
    void run() {
        var call = asker.call();
        var consultation = replaced.call();
        var stays = stays();
        var comes = comes();
        if (stays == null || comes == null || !isPossible()) {
            referral.progress(481); // So short a time, and somebody has hung up.
            return;
        }
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
