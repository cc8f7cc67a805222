package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.transaction.InviteServerTransaction;

/**
 * Our 2xx until its ACK comes: sent again from T1 to T2, for 64*T1 (RFC 3261, section 13.3.1.4),
 * over TCP too.
 */
final class UnacknowledgedAnswer {

    private final SipContext sip;
    private final Leg leg;
    private final InviteServerTransaction invite;
    private final long cseq;
    private final byte[] octets;
    private final boolean ourOffer;
    private @Nullable Retransmission again;

    /**
     * @param cseq number of the INVITE, which its ACK has too
     * @param ourOffer whether the 2xx has an offer, and the ACK shall have the answer
     */
    UnacknowledgedAnswer(
            SipContext sip,
            Leg leg,
            InviteServerTransaction invite,
            long cseq,
            byte[] octets,
            boolean ourOffer) {
        this.sip = sip;
        this.leg = leg;
        this.invite = invite;
        this.cseq = cseq;
        this.octets = octets;
        this.ourOffer = ourOffer;
    }

    void send() {
        again =
                new Retransmission(
                        sip,
                        leg,
                        sip.timers().t2(),
                        () -> invite.respond(200, octets),
                        leg::notAcknowledged);
        invite.respond(200, octets);
    }

    boolean isFor(long ackCseq) {
        return ackCseq == cseq;
    }

    boolean ourOffer() {
        return ourOffer;
    }

    /** Its ACK came. */
    void acknowledged() {
        stop();
        invite.acknowledged();
    }

    void stop() {
        if (again != null) {
            again.stop();
        }
    }
}
