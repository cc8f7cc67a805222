package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.message.InboundMessage;

/**
 * What somebody whom we call asks before the answer. All but an offer is answered without state, as
 * nothing changes by it: a copy gets the same answer.
 */
final class EarlyRequests {

    private EarlyRequests() {}

    /**
     * The answer; null for an offer that may be taken.
     *
     * @param flow the way that the INVITE went
     * @param settled whether a reliable response has answered our offer
     */
    static @Nullable Refusal answer(
            SipContext sip, InboundMessage request, Flow flow, boolean settled) {
        return switch (request.index().method()) {
            case "UPDATE" -> update(sip, request, flow, settled);
            case "INVITE" -> Refusal.of(491); // Ours is not over (RFC 3261, section 14.2).
            case "OPTIONS" -> SipCore.CAPABILITIES;
            case "INFO" -> info(sip, request);
            case "REFER" -> Refusal.of(603);
            case "BYE", "PRACK" -> Refusal.of(481); // Neither is for who is called (section 15).
            default -> RequestChecks.method(request);
        };
    }

    /** Who has not answered talks with nobody: its keys go nowhere. */
    private static Refusal info(SipContext sip, InboundMessage request) {
        var info = InfoRequest.read(request);
        info.count(sip);
        var refusal = info.refusal();
        return refusal == null ? Refusal.of(200) : refusal;
    }

    /**
     * RFC 3311, section 5.2: an offer must wait until ours is answered. Without one it moves
     * nothing that the 2xx will not say again.
     */
    private static @Nullable Refusal update(
            SipContext sip, InboundMessage update, Flow flow, boolean settled) {
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
        return settled ? null : Refusal.of(491);
    }
}
