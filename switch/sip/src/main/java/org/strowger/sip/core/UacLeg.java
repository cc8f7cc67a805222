package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Reason;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.sdp.AudioDescription;

/**
 * A leg that we call (RFC 3261, section 13.2). Until it is answered {@link UnansweredInvite} does
 * its work, and is let go of then: a call may last for hours.
 */
final class UacLeg extends Leg {

    private @Nullable UnansweredInvite invite;
    private Recourse recourse = Recourse.NONE;

    UacLeg(SipContext sip, RequestText invite, String localTag, Flow flow, Correspondent whom) {
        super(sip, invite.callId(), localTag, true);
        this.invite = new UnansweredInvite(this, invite, flow, whom);
    }

    /** What may be done when the INVITE gets nowhere; before {@link #call}. */
    void recourse(Recourse ours) {
        recourse = ours;
    }

    Recourse recourse() {
        return recourse;
    }

    /**
     * Sends the INVITE.
     *
     * @param lines more header lines with their CRLF; may be empty
     */
    void call(AudioDescription offer, String lines) {
        if (invite != null) {
            invite.call(offer, lines);
        }
    }

    /** The leg that cannot even be tried: it ends, once the caller has it in hand. */
    void failLater(int status) {
        sip().timers().after(0, this, () -> finish(new LegEnd(LegEnd.Cause.REJECTED, status)));
    }

    /**
     * The first 2xx came and has its ACK: the call stands.
     *
     * @param expires the session's time that was asked for
     */
    void established(Dialog dialog, SipIndex answer, int expires) {
        dialog(dialog);
        invite = null;
        recourse = recourse.answered();
        timer().granted(answer, expires);
    }

    /**
     * That 2xx came again: its ACK may be lost.
     *
     * @return false for the 2xx of another dialog
     */
    boolean acknowledgesAgain(InboundMessage response) {
        var dialog = dialog();
        var index = response.index();
        if (dialog == null
                || !dialog.isFrom(index.toTag())
                || !index.callId().equals(sipCallId())) {
            return false;
        }
        AnsweredInvite.acknowledge(sip(), dialog, index, recourse.credentials());
        return true;
    }

    @Override
    public void hangUp(Reason reason) {
        if (over()) {
            return;
        }
        if (invite != null) {
            invite.hangUp(reason);
        } else {
            hangUpWith(reason, new LegEnd(LegEnd.Cause.OURS, 0));
        }
    }

    @Override
    boolean owns(InboundMessage request) {
        var index = request.index();
        return super.owns(request)
                || (invite != null
                        && invite.knows(index.fromTag())
                        && index.callId().equals(sipCallId()));
    }

    @Override
    void request(InboundMessage request) {
        if (invite != null) {
            invite.request(request);
        } else {
            new DialogRequests(this, request).answer(DialogRequests.Phase.CONFIRMED, _ -> {});
        }
    }

    @Override
    boolean isEstablished() {
        return dialog() != null;
    }

    @Override
    boolean rings(String remoteTag) {
        return invite != null && invite.rings(remoteTag);
    }

    @Override
    void prack(InboundMessage prack) {
        sip().refuse(prack, Refusal.of(481)); // We sent no provisional response.
    }

    @Override
    @Nullable ReliableResponses reliable() {
        return null;
    }

    @Override
    void confirmed() {} // Only a re-INVITE's ACK comes here; who answered it knows.

    @Override
    void abandon() {
        if (invite != null) {
            invite.hangUp(INTERNAL_ERROR);
        } else {
            sendBye(INTERNAL_ERROR, NO_MATTER);
        }
    }

    @Override
    void released() {
        if (invite != null) {
            invite.stop();
            invite = null; // Its transaction has it until the other side has said its last word.
        }
        var ended = recourse;
        recourse = Recourse.NONE;
        ended.over();
    }
}
