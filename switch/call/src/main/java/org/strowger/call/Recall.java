package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

/**
 * Who transferred a call and hung up gets it back when it could not be brought to where he sent it:
 * his phones are rung once more, while the party hears music. When nobody answers there the call
 * ends.
 */
final class Recall implements Detour {

    private final Call call;
    private final PartyLeg stays;
    private final String user;
    private @Nullable DirectConnection back;

    Recall(PartyLeg stays, String user) {
        this.call = stays.call();
        this.stays = stays;
        this.user = user;
    }

    void begin() {
        call.detour(this);
        call.legs().serve(stays);
        stays.media().music();
        back = call.legs().ringBack(user);
    }

    @Override
    public boolean rings(DirectConnection to) {
        return true; // The party hears music all the while.
    }

    @Override
    public boolean hears(DirectConnection to, OutLeg leg) {
        return true; // As above.
    }

    @Override
    public boolean answered(DirectConnection to, PartyLeg by) {
        if (to != back) {
            return false;
        }
        call.detour(NONE);
        call.log().answeredAgain(by.log().party(), stays.exchange().now());
        call.talk(stays, by);
        return true;
    }

    @Override
    public boolean failed(DirectConnection to, LegEnd end) {
        if (to != back) {
            return false;
        }
        call.detour(NONE);
        call.hangUp(new Reason(Q850.causeOf(end.refusal()), false, "the transfer failed"));
        return true;
    }
}
