package org.strowger.sip.core;

import org.strowger.sip.Flow;
import org.strowger.sip.Reason;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.InviteClientTransaction;

/** A CANCEL of ours (RFC 3261, section 9.1). */
final class Cancellation {

    private Cancellation() {}

    /**
     * Cancels an INVITE that a provisional response came for.
     *
     * @param flow the way it went
     * @param reason why
     */
    static void send(
            Leg leg,
            RequestText invite,
            Flow flow,
            InviteClientTransaction<InboundMessage> calling,
            Reason reason) {
        // With cause 200 phones do not tell of a call that was missed (RFC 3326, section 3.1).
        int status = reason.elsewhere() ? 200 : 487;
        var lines = ReasonHeader.lines(status, reason);
        leg.sip().request(invite.as("CANCEL"), flow, lines, Leg.NO_MATTER);
        calling.finalResponseDue();
    }
}
