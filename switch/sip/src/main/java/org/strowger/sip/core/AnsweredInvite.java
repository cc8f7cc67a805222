package org.strowger.sip.core;

import java.util.List;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.Peer;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/**
 * From an INVITE of ours and its 2xx to the dialog they make (RFC 3261, section 12.1.2), and the
 * ACK.
 */
final class AnsweredInvite {

    /**
     * Where nothing is kept of a dialog that was early, its PRACKs have had numbers that we do not
     * know. Those of a side's requests may leave gaps (section 12.2.2).
     */
    private static final int ABOVE_ALL_PRACKS = 1_000;

    private AnsweredInvite() {}

    /**
     * The dialog.
     *
     * @param localTag of the INVITE's From
     * @param flow the way the INVITE went
     * @param whom what is known of who was called
     */
    static Dialog dialog(
            SipContext sip,
            String localTag,
            RequestText invite,
            InboundMessage response,
            Flow flow,
            Correspondent whom) {
        return Dialog.uac(invite, localTag, response, peer(sip, invite, response, flow), whom);
    }

    /** The same by what the response says of its INVITE, of which nothing is kept. */
    static Dialog dialog(SipContext sip, InboundMessage response, Correspondent whom) {
        var index = response.index();
        var to = index.header("To");
        var invite =
                new RequestText(
                        "INVITE",
                        uri(to),
                        sip.via(response.flow()),
                        index.branch(),
                        List.of(),
                        address(index.header("From")) + ";tag=" + index.fromTag(),
                        to,
                        index.callId(),
                        index.cseq() + ABOVE_ALL_PRACKS);
        return dialog(sip, index.fromTag(), invite, response, response.flow(), whom);
    }

    /** What {@link SipCore#originOf} makes of each true response to that INVITE. */
    static String origin(String localTag, RequestText invite) {
        return localTag + '\n' + invite.cseq() + '\n' + invite.callId();
    }

    /** Without parameters: what we wrote, unless the other side has changed it. */
    private static String address(String header) {
        int end = header.lastIndexOf('>');
        return end < 0 ? header.split(";", 2)[0] : header.substring(0, end + 1);
    }

    private static String uri(String to) {
        var address = address(to);
        int begin = address.lastIndexOf('<');
        return begin < 0 ? address : address.substring(begin + 1, address.length() - 1);
    }

    /**
     * Sends the ACK (section 13.2.2.4). Its branch is made of the INVITE's: when the 2xx comes
     * again, the same ACK goes out again though nobody has kept it.
     *
     * @param answer the 2xx
     * @param credentials header lines of the INVITE, with their CRLF, which its ACK has, too
     *     (section 22.1); may be empty
     */
    static void acknowledge(SipContext sip, Dialog dialog, SipIndex answer, String credentials) {
        var way = dialog.flow();
        var branch = answer.branch() + Integer.toHexString(answer.toTag().hashCode());
        var ack = dialog.ack(sip.via(way), branch, answer.cseq());
        sip.send(way, ack.octets(credentials + SipContext.USER_AGENT, ResponseHead.NO_BODY));
    }

    /**
     * A 2xx that RI cannot read, or with routes without end, is still a call that must be ended: go
     * by what we sent.
     */
    private static Peer peer(
            SipContext sip, RequestText invite, InboundMessage response, Flow flow) {
        var way = flow.transport().isStream() ? response.flow() : flow;
        try {
            if (!RequestChecks.hasLongRouteSet(response)) {
                return Peer.of(sip.messages().parse(response.index()), way, invite.uri(), true);
            }
        } catch (MalformedSipMessageException _) {
            // As a long route set.
        }
        sip.count(SipCounter.GRAMMAR_REJECTED);
        return Peer.silent(invite.uri(), way);
    }
}
