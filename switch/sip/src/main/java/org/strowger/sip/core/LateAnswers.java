package org.strowger.sip.core;

import java.net.InetAddress;
import org.strowger.sip.Reason;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;

/**
 * Further 2xx to an INVITE of ours that has had its ACK (RFC 3261, section 13.2.2.4): copies, as
 * that ACK may be lost, and those of other forks. Of such an INVITE a few numbers are kept and no
 * more; what is sent is made from the call's dialog while it stands, else from the 2xx itself.
 */
final class LateAnswers {

    private final SipContext sip;
    private final Trunks trunks;

    LateAnswers(SipContext sip, Trunks trunks) {
        this.sip = sip;
        this.trunks = trunks;
    }

    /**
     * A response came that no transaction waits for.
     *
     * @return false for one that belongs to nothing
     */
    boolean take(InboundMessage response) {
        var index = response.index();
        if (!index.cseqMethod().equals("INVITE")) {
            return false;
        }
        boolean credible = isOfWhomWeCalled(response);
        if (index.status() / 100 != 2) {
            return credible; // Another fork rings.
        }
        var origin = SipCore.originOf(index);
        return switch (sip.transactions().late(index.branch(), origin, index.toTag(), credible)) {
            case STRAY -> false;
            case COPY -> copy(response, credible);
            case FORK -> {
                acknowledge(response, true);
                yield true;
            }
        };
    }

    /**
     * Whether it comes from where the INVITE went (RFC 3581, section 4, binds the other side to
     * that), or from another address of the trunk that it went to: what a proxy of the trunk's
     * forks to may answer past it.
     */
    private boolean isOfWhomWeCalled(InboundMessage response) {
        var came = response.flow().remote().getAddress();
        if (wentTo(response.index(), came)) {
            return true;
        }
        for (var trunk : trunks.allAt(came)) {
            for (var host : trunk.hosts().all()) {
                if (wentTo(response.index(), host.host().address().getAddress())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean wentTo(SipIndex response, InetAddress way) {
        var origin = SipCore.originOf(response);
        return sip.transactions().isAnswered(response.branch(), origin, way);
    }

    /**
     * The ACK of a call that stands goes where its dialog is, whoever asks for it. Else it goes by
     * what the 2xx says, which must be credible.
     */
    private boolean copy(InboundMessage response, boolean credible) {
        if (sip.legs().get(response.index().fromTag()) instanceof UacLeg leg
                && leg.acknowledgesAgain(response)) {
            return true;
        }
        if (credible) {
            acknowledge(response, false);
        }
        return credible;
    }

    /** The credentials of the INVITE are not known here: a proxy may not ask for them (22.1). */
    private void acknowledge(InboundMessage response, boolean end) {
        var source = response.flow().remote().getAddress();
        var dialog = AnsweredInvite.dialog(sip, response, trunks.correspondent(source));
        AnsweredInvite.acknowledge(sip, dialog, response.index(), "");
        if (end) {
            Bye.send(sip, dialog, Reason.ELSEWHERE, Leg.NO_MATTER); // One dialog is enough.
        }
    }
}
