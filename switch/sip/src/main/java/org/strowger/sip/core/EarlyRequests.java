package org.strowger.sip.core;

import org.strowger.sip.Flow;
import org.strowger.sip.message.InboundMessage;

/**
 * What somebody whom we call asks before the answer. All of it is answered without state, as
 * nothing changes by it: a copy gets the same answer.
 */
final class EarlyRequests {

    private static final int RETRY_AFTER_S = 11; // 0 to 10 (RFC 3311, section 5.2)

    private EarlyRequests() {}

    /**
     * The answer.
     *
     * @param flow the way that the INVITE went
     * @param answered whether a reliable response has answered our offer
     */
    static Refusal answer(SipContext sip, InboundMessage request, Flow flow, boolean answered) {
        return switch (request.index().method()) {
            case "UPDATE" -> update(sip, request, flow, answered);
            case "INVITE" -> Refusal.of(491); // Ours is not over (RFC 3261, section 14.2).
            case "OPTIONS" -> SipCore.CAPABILITIES;
            case "INFO" -> Refusal.of(200);
            case "REFER" -> Refusal.of(603);
            case "BYE", "PRACK" -> Refusal.of(481); // Neither is for who is called (section 15).
            default -> RequestChecks.method(request);
        };
    }

    /**
     * RFC 3311, section 5.2: an offer must wait until ours is answered; then, too, as no media
     * changes while it rings. Without one it moves nothing that the 2xx will not say again.
     */
    private static Refusal update(
            SipContext sip, InboundMessage update, Flow flow, boolean answered) {
        var refusal = RequestChecks.extensions(update);
        if (refusal == null) {
            refusal = RequestChecks.content(update);
        }
        if (refusal == null) {
            refusal = SessionTerms.tooShort(update.index(), sip.config().session());
        }
        if (refusal != null) {
            return refusal;
        }
        if (update.index().bodyLength() == 0) {
            return Refusal.of(200, sip.contact(flow).strip(), SipContext.ALLOW);
        }
        return answered
                ? Refusal.of(500, "Retry-After: " + sip.entropy().nextInt(RETRY_AFTER_S))
                : Refusal.of(491);
    }
}
