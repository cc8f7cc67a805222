package org.strowger.call;

import org.strowger.sip.Caller;
import org.strowger.sip.Referral;

/** What becomes of a REFER (RFC 3515): who may ask for what. */
final class Referrals {

    private static final int ACCEPTED = 202;
    private static final int FORBIDDEN = 403;
    private static final int PENDING = 491;
    private static final int DECLINED = 603;

    private Referrals() {}

    /**
     * Decides, and begins later what was asked for. Only local users may transfer, and only to what
     * they may dial themselves: of anybody else the operator would pay for the calls.
     *
     * @return the status to answer the REFER with
     */
    static int asked(PartyLeg asker, Referral referral) {
        var call = asker.call();
        var user = asker.user();
        if (user == null) {
            return FORBIDDEN;
        }
        if (call.isTransferring()) {
            return PENDING;
        }
        var talk = call.legs().conversation();
        if (talk == null || !talk.has(asker)) {
            return DECLINED; // With nobody there is nobody to transfer.
        }
        var replaced = referral.replaced();
        return replaced == null
                ? blind(asker, user, talk, referral)
                : attended(asker, user, replaced, referral);
    }

    private static int blind(PartyLeg asker, String user, Conversation talk, Referral referral) {
        var to = asker.exchange().plan().find(referral.number(), new Caller.User(user));
        if (to.isEmpty() || to.get() instanceof Destination.AgentFeature) {
            return FORBIDDEN;
        }
        var call = asker.call();
        var transfer = new Transfer(asker, talk.with(asker), user, referral);
        call.transferring(transfer);
        call.later(() -> transfer.start(to.get()));
        return ACCEPTED;
    }

    private static int attended(PartyLeg asker, String user, Object replaced, Referral referral) {
        if (!(replaced instanceof PartyLeg leg) || !user.equals(leg.user())) {
            return FORBIDDEN; // Nobody gives away what another one's phone has.
        }
        var merge = new Merge(asker, leg, referral);
        if (!merge.isPossible()) {
            return DECLINED;
        }
        asker.call().later(merge::run);
        return ACCEPTED;
    }
}
