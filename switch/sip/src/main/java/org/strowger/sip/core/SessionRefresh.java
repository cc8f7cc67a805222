package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.transaction.ClientUser;

/**
 * One refresh of ours: an UPDATE without an offer, or a re-INVITE that offers what is agreed on
 * already (RFC 4028, section 7.4).
 */
final class SessionRefresh implements ClientUser<InboundMessage> {

    private final Leg leg;
    private final SipContext sip;
    private final Dialog dialog;
    private final SessionTimer timer;
    private final String lines;
    private final Flow flow;
    private @Nullable DialogRequest reInvite;
    private boolean accepted;

    SessionRefresh(Leg leg, Dialog dialog, SessionTimer timer, int seconds) {
        this.leg = leg;
        this.sip = leg.sip();
        this.dialog = dialog;
        this.timer = timer;
        this.flow = dialog.flow();
        this.lines =
                sip.contact(flow)
                        + SessionTerms.asking(
                                seconds, ";refresher=uac", sip.config().session().minSeconds())
                        + SipContext.ALLOW
                        + "\r\n"
                        + SipContext.USER_AGENT;
    }

    void send(boolean byUpdate) {
        if (byUpdate) {
            request("UPDATE", ResponseHead.NO_BODY).send();
        } else {
            var request = request("INVITE", leg.session().again());
            reInvite = request;
            request.send();
        }
    }

    private DialogRequest request(String method, byte[] sdp) {
        return new DialogRequest(sip, dialog, flow, method, lines, sdp, this);
    }

    @Override
    public void response(int status, InboundMessage response) {
        if (accepted) {
            acknowledge(response); // The 2xx of a re-INVITE comes again until then.
        } else if (status >= 300) {
            timer.refused(status, response.index());
        } else if (status >= 200) {
            accepted(response);
        } else if (reInvite != null) {
            reInvite.finalResponseDue(); // Who says 100 and no more holds no session for ever.
        }
    }

    private void accepted(InboundMessage response) {
        sip.refreshTarget(dialog, response);
        accepted = true;
        if (reInvite != null) {
            acknowledge(response);
            tell(LocalSession.answerIn(response));
        }
        timer.refreshed(response.index());
    }

    private void acknowledge(InboundMessage response) {
        if (reInvite != null) {
            AnsweredInvite.acknowledge(sip, dialog, response.index(), reInvite.credentials());
        }
    }

    private void tell(@Nullable AudioDescription answer) {
        var listener = leg.listener();
        if (answer != null && listener != null && !leg.hangingUp()) {
            listener.answeredAgain(answer);
        }
    }

    @Override
    public void timedOut() {
        timer.unanswered();
    }

    @Override
    public void transportFailed() {
        timer.unanswered();
    }

    @Override
    public void broken() {
        leg.broken();
    }
}
