package org.strowger.sip.core;

import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.Peer;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipMessages;

/** From an INVITE of ours and its 2xx to the dialog they make (RFC 3261, section 12.1.2). */
final class AnsweredInvite {

    private AnsweredInvite() {}

    /**
     * The dialog.
     *
     * @param flow the way the INVITE went
     * @param whom what is known of who was called
     */
    static Dialog dialog(
            Leg leg, RequestText invite, InboundMessage response, Flow flow, Correspondent whom) {
        var peer = peer(leg.sip(), invite, response, flow);
        return Dialog.uac(invite, leg.localTag(), response, peer, whom);
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
                return Peer.of(SipMessages.parse(response.index()), way, invite.uri(), true);
            }
        } catch (MalformedSipMessageException _) {
            // As a long route set.
        }
        sip.count(SipCounter.GRAMMAR_REJECTED);
        return Peer.silent(invite.uri(), way);
    }
}
