package org.strowger.sip;

/** What call control can ask of SIP. On the signalling thread. */
public interface Sip {

    /**
     * Sends an INVITE. A user without a contact is a leg that ends with status 480, never an
     * exception; no event comes before this method has returned.
     */
    SipLeg call(OutgoingCall call, LegEvents events);

    /** Whether the user has a contact that has not expired. */
    boolean isReachable(String user);
}
