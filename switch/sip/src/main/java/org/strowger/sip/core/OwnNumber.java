package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import java.util.List;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;

/** URIs by which a peer names a number of ours: nobody makes us call elsewhere. */
final class OwnNumber {

    private OwnNumber() {}

    /** Whether it is a SIP URI for an INVITE at our realm or at an address that we listen at. */
    static boolean isOurs(SipConfig config, SipUri uri) {
        var method = uri.getMethodParam();
        if (uri.isSecure() || (method != null && !method.equalsIgnoreCase("INVITE"))) {
            return false;
        }
        if (uri.getHost().equalsIgnoreCase(config.realm())) {
            return true;
        }
        var there = Uris.literal(uri, 0);
        return there != null
                && config.addresses().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(here ->
                                here.getAddress().equals(there.getAddress())
                                        && (there.getPort() == 0
                                                || there.getPort() == here.getPort()));
    }

    /**
     * Where a response of 300 to 399 sends us (RFC 3261, section 21.3).
     *
     * @return number of its first Contact, without parameters; empty when that is not one of ours
     */
    static String moved(SipContext sip, InboundMessage response) {
        int status = response.index().status();
        if (status < 300 || status > 399) {
            return "";
        }
        try {
            var contacts = sip.messages().parse(response.index()).contacts();
            boolean ours =
                    !contacts.isEmpty()
                            && !contacts.getFirst().isWildCard()
                            && contacts.getFirst().getAddress().getURI() instanceof SipUri uri
                            && isOurs(sip.config(), uri);
            return ours ? Uris.number((SipUri) contacts.getFirst().getAddress().getURI()) : "";
        } catch (MalformedSipMessageException _) {
            sip.count(SipCounter.GRAMMAR_REJECTED);
            return "";
        }
    }
}
