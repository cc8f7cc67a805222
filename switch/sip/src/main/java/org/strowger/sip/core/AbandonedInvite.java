package org.strowger.sip.core;

import org.strowger.sip.Flow;
import org.strowger.sip.Reason;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.InviteClientTransaction;

/**
 * An INVITE that we no longer wait for, because another one of the same leg went to another host:
 * it is cancelled as soon as that is allowed (RFC 3261, section 9.1), and a 2xx that comes all the
 * same is acknowledged and ended.
 */
final class AbandonedInvite {

    /** What it was. */
    record Left(
            RequestText sent,
            Flow flow,
            Correspondent whom,
            String credentials,
            InviteClientTransaction<InboundMessage> transaction) {}

    private final Leg leg;
    private final Left left;
    private boolean cancelled;

    AbandonedInvite(Leg leg, Left left) {
        this.leg = leg;
        this.left = left;
        left.transaction.askNoMore();
        cancelIfAllowed();
    }

    void response(int status, InboundMessage response) {
        if (status < 200) {
            cancelIfAllowed();
        } else if (status < 300) {
            end(response);
        }
    }

    private void cancelIfAllowed() {
        if (cancelled || !left.transaction.proceeding()) {
            return;
        }
        cancelled = true;
        Cancellation.send(leg, left.sent, left.flow, left.transaction, Reason.ELSEWHERE);
    }

    /** The first; further ones go to {@link LateAnswers}. */
    private void end(InboundMessage response) {
        var sip = leg.sip();
        var dialog =
                AnsweredInvite.dialog(
                        sip, leg.localTag(), left.sent, response, left.flow, left.whom);
        AnsweredInvite.acknowledge(sip, dialog, response.index(), left.credentials);
        left.transaction.acknowledged(
                AnsweredInvite.origin(leg.localTag(), left.sent), response.index().toTag());
        Bye.send(sip, dialog, Reason.ELSEWHERE, Leg.NO_MATTER);
    }
}
