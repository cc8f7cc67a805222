package org.strowger.sip.core;

import org.strowger.sip.Flow;
import org.strowger.sip.Reason;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;

/** A BYE of ours (RFC 3261, section 15.1.1). */
final class Bye {

    private Bye() {}

    /** Sends it; when its connection is gone, to where the other side may be else. */
    static void send(SipContext sip, Dialog ended, Reason reason, Leg.Outcome outcome) {
        var first =
                new Leg.Outcome() {
                    @Override
                    void known() {
                        outcome.known();
                    }

                    @Override
                    public void transportFailed() {
                        var other = ended.otherWay();
                        if (other == null) {
                            outcome.known();
                        } else {
                            send(sip, ended, other, reason, outcome);
                        }
                    }
                };
        send(sip, ended, ended.flow(), reason, first);
    }

    private static void send(
            SipContext sip, Dialog ended, Flow flow, Reason reason, Leg.Outcome outcome) {
        var lines = SipContext.USER_AGENT + ReasonHeader.lines(reason.status(), reason);
        new DialogRequest(sip, ended, flow, "BYE", lines, ResponseHead.NO_BODY, outcome).send();
    }
}
