package org.strowger.sip;

import java.net.StandardProtocolFamily;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.AudioDescription;

/**
 * A leg that came in as an INVITE. 100 Trying has been sent; everything else is call control's.
 * What the INVITE said is told until the leg is answered: a dialog does not keep it.
 */
public interface IncomingLeg extends SipLeg {

    Caller caller();

    /** User part of From: the number calling (ANI). Empty when withheld. */
    String callerNumber();

    /** Display name of From; empty when there is none. */
    String callerName();

    /** User part of the Request-URI: the number dialled (DNIS). */
    String dialled();

    /** What the caller offers; null when the INVITE has no body (a late offer). */
    @Nullable AudioDescription offer();

    /**
     * The IP version that the caller's voice comes by: that of the offer, if we have it, else that
     * of the INVITE.
     */
    StandardProtocolFamily family();

    /** Whether its signalling is encrypted on the way between us and who sent it. */
    default boolean isConfidential() {
        return false;
    }

    /** Where the call has been before it came here. */
    default Trail trail() {
        return Trail.NEW;
    }

    /**
     * Who hears of the leg whose place this one asks for (Replaces, RFC 3891): one that stands, or
     * one of ours that rings. Null for none. Whether this caller may have it is for call control to
     * say.
     */
    default @Nullable LegEvents replaces() {
        return null;
    }

    /** Sends 180 Ringing. */
    void ring();

    /**
     * The same for a late offer. Where the caller requires reliable responses the first has to
     * bring ours (RFC 3262, section 5), and its PRACK the answer, of which {@link
     * LegEvents#answered} tells.
     *
     * @param offer for that case
     */
    default void ring(AudioDescription offer) {
        ring();
    }

    /**
     * Sends 183 Session Progress with this answer: the caller hears what we send before anybody
     * answers. Nothing for a late offer.
     */
    void progress(AudioDescription session);

    /**
     * Sends 200 with this session; for a late offer it is our offer, and the ACK has the answer.
     */
    void answer(AudioDescription session);

    /**
     * Whether the 200 has left. Where a provisional response with a session is not confirmed yet it
     * has to wait (RFC 3262, section 3); {@link LegEvents#confirmed} comes when it has left for
     * sure.
     */
    default boolean isAnswered() {
        return true;
    }

    /** Sends a final response of 300 to 699. A second one does nothing. */
    void reject(int status);

    /**
     * The same with a Reason header (RFC 6432).
     *
     * @param q850 cause of ITU-T Q.850; 0 for none
     */
    default void reject(int status, int q850) {
        reject(status);
    }
}
