package org.strowger.sip;

import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Set;
import org.strowger.sip.event.MailCount;

/** What call control can ask of SIP. On the signalling thread. */
public interface Sip {

    /**
     * Sends an INVITE. A user without a contact is a leg that ends with status 480, never an
     * exception; no event comes before this method has returned.
     */
    SipLeg call(OutgoingCall call, LegEvents events);

    /**
     * The contacts that the user prefers alike above all others, the one that registered last
     * first: what {@link OutgoingCall.Target.User} takes. Empty for a user who is nowhere.
     */
    List<String> contacts(String user);

    /**
     * The IP versions of all that a call there may try: an offer needs an address of each. At least
     * one.
     */
    List<StandardProtocolFamily> families(OutgoingCall.Target target);

    /** The transports by which all that a call there may try is reached; may be empty. */
    default Set<Flow.Transport> transports(OutgoingCall.Target target) {
        return Set.of();
    }

    /**
     * Whether the user has a contact that has not expired, and not all of them have stopped to
     * answer the switch's checks.
     */
    boolean isReachable(String user);

    /**
     * So many messages a user has from now on, for the lamp of his own phone (RFC 3842). Before the
     * first time it is none: who calls this keeps the count over a restart.
     */
    void mailbox(String user, MailCount count);
}
