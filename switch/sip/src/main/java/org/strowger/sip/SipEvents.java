package org.strowger.sip;

/** What SIP tells call control that belongs to no leg yet. On the signalling thread. */
public interface SipEvents {

    /**
     * A call comes in from a caller who is identified.
     *
     * @return who hears of this leg from now on
     */
    LegEvents incoming(IncomingLeg leg);

    /** The user has a contact now that can be reached, and had none before. */
    void reachable(String user);

    /** Whether a user may take a call that rings at another's phone, or at one of his own. */
    boolean mayPickUp(String user, String rung);

    /** The user's last such contact is gone, or does not answer any more. */
    void unreachable(String user);
}
