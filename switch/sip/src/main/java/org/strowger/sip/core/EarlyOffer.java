package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.MalformedSdpException;

/**
 * A new offer before the INVITE's final answer, in a PRACK (RFC 3262, section 5) or an UPDATE (RFC
 * 3311): the 200 to it has the answer.
 */
final class EarlyOffer {

    private EarlyOffer() {}

    /**
     * Answers it, or refuses it with 488; the session then stays as it was.
     *
     * @param lines header lines of the 200 with their CRLF; may be empty
     * @return the other side with the codec that was agreed on; null when it was refused
     */
    static @Nullable AudioDescription answer(Leg leg, InboundMessage request, String lines) {
        try {
            var offer = LocalSession.read(request);
            var theirs = LocalSession.usable(offer);
            var listener = leg.listener();
            var ours = theirs == null || listener == null ? null : listener.offered(theirs);
            if (theirs != null && ours != null) {
                leg.sip().respond(request, 200, "", lines, leg.session().answer(ours, offer));
                return theirs.with(ours.codecs());
            }
        } catch (MalformedSdpException _) {
            // As one that nobody can take.
        }
        leg.sip().respond(request, 488, "", "", ResponseHead.NO_BODY);
        return null;
    }
}
