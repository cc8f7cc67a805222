package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Referral;

/**
 * An attended transfer (RFC 5589, section 7): who asked has two calls, and both others shall talk
 * with each other. Whichever of them the REFER came in, the older one goes on, or the only one in
 * which somebody talks. Of the other one, the consultation, the remaining leg, the place in a queue
 * or the phone that rings moves into it.
 *
 * <p>Between the answer to the REFER and {@link #run} it is the detour of both calls: a phone that
 * says BYE in both right after its REFER ends neither.
 */
final class Merge implements Detour {

    private static final String TRANSFERRED = "Call transferred";

    private final PartyLeg first;
    private final PartyLeg leaves;
    private final String user;
    private final Referral referral;

    /**
     * Nothing is changed before {@link #begin}.
     *
     * @param replaced the same user's leg in the other call
     * @param user who asks
     */
    Merge(PartyLeg asker, PartyLeg replaced, String user, Referral referral) {
        boolean turned =
                partner(replaced) != null
                        && (partner(asker) == null || replaced.call().isOlderThan(asker.call()));
        this.first = turned ? replaced : asker;
        this.leaves = turned ? asker : replaced;
        this.user = user;
        this.referral = referral;
    }

    /** Whether both calls are such that they can be joined. */
    boolean isPossible() {
        return first.call() != leaves.call()
                && !first.call().isDetoured()
                && !leaves.call().isDetoured()
                && partner(first) != null
                && (partner(leaves) != null || waits(leaves) || rings(leaves) != null);
    }

    /** Who talks with this one. */
    private static @Nullable PartyLeg partner(PartyLeg leg) {
        var talk = leg.call().legs().conversation();
        return talk == null || !talk.has(leg) ? null : talk.with(leg);
    }

    private static boolean waits(PartyLeg leg) {
        return leg.call().queue().isTaken() && leg.call().legs().served() == leg;
    }

    /** The attempt to reach the colleague, while nobody has answered; null for none. */
    private static @Nullable DirectConnection rings(PartyLeg leg) {
        var call = leg.call();
        boolean calls =
                call.state() == Call.State.RINGING
                        && call.legs().served() == leg
                        && !call.queue().isTaken();
        return calls ? call.legs().calling() : null;
    }

    /** The REFER is being answered; what it asks for is done in a later step. */
    void begin() {
        first.call().detour(this);
        leaves.call().detour(this);
        first.call().later(this::run);
    }

    /** Who asked may go before it is done, but not give up a call of his that nobody answered. */
    @Override
    public boolean ended(PartyLeg leg) {
        boolean goes = (leg == first || leg == leaves) && leg.isAnswered();
        if (goes) {
            leg.release();
        }
        return goes;
    }

    private void run() {
        var call = first.call();
        var consultation = leaves.call();
        isDetourNoMore(call);
        isDetourNoMore(consultation);
        if (isPossible()) {
            join(call, consultation);
        } else {
            fail(consultation);
        }
        call.finishWhenOver();
        consultation.finishWhenOver();
    }

    private void isDetourNoMore(Call call) {
        if (call.detour().equals(this)) {
            call.detour(NONE);
        }
    }

    /** So short a time, and somebody has hung up. */
    private void fail(Call consultation) {
        referral.progress(481);
        if (leaves.isReleased()) {
            consultation.leftBy(leaves);
        }
        var stays = partner(first);
        if (first.isReleased() && stays != null) {
            new Recall(stays, user).begin();
        }
    }

    private void join(Call call, Call consultation) {
        var stays = partner(first);
        var rings = rings(leaves);
        if (stays == null) {
            throw new IllegalStateException("nobody to transfer");
        }
        consultation.legs().recording().binds(call.legs().recording());
        if (rings == null) {
            connect(stays);
            referral.progress(200);
            first.release(TRANSFERRED);
        } else {
            ringOn(stays, rings);
        }
        leaves.release(TRANSFERRED);
        consultation.mergedInto(call);
    }

    /** With who talked in the consultation, or with its place in a queue. */
    private void connect(PartyLeg stays) {
        var call = first.call();
        var consultation = leaves.call();
        var comes = partner(leaves);
        if (comes == null) {
            call.legs().serve(stays);
            stays.media().music();
            consultation.queue().handOver(call);
        } else {
            consultation.legs().serve(leaves);
            consultation.legs().handOver(comes, call);
            call.talk(stays, comes);
        }
    }

    /** Who stays hears music until the colleague answers: the rest is a blind transfer. */
    private void ringOn(PartyLeg stays, DirectConnection rings) {
        var call = first.call();
        var transfer = new Transfer(first, stays, user, referral, false);
        call.detour(transfer);
        leaves.call().legs().handOver(rings, call);
        transfer.adopt(rings);
    }
}
