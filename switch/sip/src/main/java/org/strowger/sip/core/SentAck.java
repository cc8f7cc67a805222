package org.strowger.sip.core;

import org.strowger.sip.Flow;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;

/**
 * The ACK of a 2xx, kept for when its 2xx comes again: then it goes out once more, the way it went
 * at first (RFC 3261, section 13.2.2.4).
 *
 * @param octets never changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SentAck(Flow flow, byte[] octets) {

    /** Sends the ACK for the INVITE of that number. */
    static SentAck of(SipContext sip, Dialog dialog, long inviteNumber) {
        return of(sip, dialog, inviteNumber, "");
    }

    /**
     * The same for an INVITE with credentials, which its ACK has, too (section 22.1).
     *
     * @param credentials header lines with their CRLF; may be empty
     */
    static SentAck of(SipContext sip, Dialog dialog, long inviteNumber, String credentials) {
        var way = dialog.flow();
        var ack =
                new SentAck(
                        way,
                        dialog.ack(sip.via(way), sip.newBranch(), inviteNumber)
                                .octets(credentials + SipContext.USER_AGENT, ResponseHead.NO_BODY));
        ack.send(sip);
        return ack;
    }

    void send(SipContext sip) {
        sip.send(flow, octets);
    }
}
