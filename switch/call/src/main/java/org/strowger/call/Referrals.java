package org.strowger.call;

import java.util.List;
import org.strowger.sip.Caller;
import org.strowger.sip.Referral;

/** What becomes of a REFER (RFC 3515): who may ask for what. */
final class Referrals {

    private static final int ACCEPTED = 200;
    private static final int FORBIDDEN = 403;
    private static final int BUSY = 486;
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
        var talk = call.legs().conversation();
        if (talk != null && talk.has(asker) && talk.with(asker).answersLater()) {
            return DECLINED; // Who is called back is not there yet.
        }
        if (user == null) {
            return FORBIDDEN;
        }
        if (call.isDetoured() && call.detour().passes()) {
            return PENDING;
        }
        var replaced = referral.replaced();
        return replaced == null
                ? blind(asker, referral, false)
                : attended(asker, user, replaced, referral);
    }

    /**
     * A blind transfer, by REFER or by keys; a consultation by keys may come first.
     *
     * @param consults whether who asked wants to talk with the target first
     */
    static int blind(PartyLeg asker, Referral referral, boolean consults) {
        var user = asker.user();
        var talk = asker.call().legs().conversation();
        return user == null || talk == null || !talk.has(asker) || asker.call().isDetoured()
                ? DECLINED // With nobody there is nobody to transfer.
                : transfer(asker, user, talk, referral, consults);
    }

    private static int transfer(
            PartyLeg asker, String user, Conversation talk, Referral referral, boolean consults) {
        var exchange = asker.exchange();
        var to = exchange.plan().find(referral.number(), new Caller.User(user)).orElse(null);
        var stays = talk.with(asker);
        return switch (to) {
            case Destination.Park(var slots, var micros) ->
                    park(asker, stays, exchange.parking().free(slots), micros, referral);
            case Destination.ParkSlot(var slot, var micros) ->
                    park(asker, stays, exchange.parking().free(List.of(slot)), micros, referral);
            case Destination.Conference room
                    when !exchange.conferences().takes(room, stays, exchange.now()) ->
                    BUSY;
            case Destination.Conference room ->
                    begin(new Transfer(asker, stays, user, referral, consults), room);
            case null -> FORBIDDEN;
            default ->
                    Users.takesCalls(to)
                            ? begin(new Transfer(asker, stays, user, referral, consults), to)
                            : FORBIDDEN;
        };
    }

    private static int begin(Transfer transfer, Destination to) {
        var call = transfer.call();
        call.detour(transfer);
        call.later(() -> transfer.start(to));
        return ACCEPTED;
    }

    private static int park(
            PartyLeg asker, PartyLeg stays, String slot, long returnMicros, Referral referral) {
        if (slot.isEmpty()) {
            return BUSY;
        }
        var parked = new ParkedCall(asker, stays, slot, returnMicros);
        asker.call().detour(parked);
        asker.call().later(() -> parked.announce(referral));
        return ACCEPTED;
    }

    private static int attended(PartyLeg asker, String user, Object replaced, Referral referral) {
        if (!(replaced instanceof PartyLeg leg) || !user.equals(leg.user())) {
            return FORBIDDEN; // Nobody gives away what another one's phone has.
        }
        var merge = new Merge(asker, leg, user, referral);
        if (!merge.isPossible()) {
            return DECLINED;
        }
        merge.begin();
        return ACCEPTED;
    }
}
