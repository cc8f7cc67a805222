package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.trunk.HostState;
import org.strowger.sip.trunk.TrunkHost;

/**
 * Where a trunk's host sends a call on (RFC 3261, section 8.1.3.4): to another host of the same
 * trunk with the number that was dialled, and nowhere else. Whoever can forge or bend a carrier's
 * 302 could telephone anywhere at the operator's cost.
 *
 * @param uri the new Request-URI
 */
record TrunkRedirection(HostState host, String uri) {

    /** The most preferred first; of equals the one that stands first. */
    private static final Comparator<Contact> BY_Q =
            Comparator.<Contact>comparingDouble(TrunkRedirection::preference).reversed();

    /** Whether a response may name another place for this very call. */
    static boolean isOne(int status) {
        return status >= 300 && status <= 302; // 305 and 380 want something else done.
    }

    /**
     * The best place that a response names.
     *
     * @param number as it was sent to the trunk
     * @param been hosts where the call has been
     * @return null when there is none where we go
     */
    static @Nullable TrunkRedirection find(
            SipContext sip,
            List<HostState> hosts,
            String number,
            Set<HostState> been,
            InboundMessage response) {
        List<Contact> contacts;
        try {
            contacts = sip.messages().parse(response.index()).contacts();
        } catch (MalformedSipMessageException _) {
            sip.count(SipCounter.GRAMMAR_REJECTED);
            return null;
        }
        for (var contact : contacts.stream().sorted(BY_Q).toList()) {
            if (contact.isWildCard()
                    || !(contact.getAddress().getURI() instanceof SipUri uri)
                    || !isPlain(uri)
                    || !Uris.number(uri).equals(number)) {
                continue;
            }
            for (var host : hosts) {
                if (!been.contains(host) && isAt(uri, host.host())) {
                    return new TrunkRedirection(host, withNothingMore(uri, number));
                }
            }
        }
        return null;
    }

    private static double preference(Contact contact) {
        float q = contact.getQValue();
        return q < 0 ? 1 : q;
    }

    /** Nothing that would make a host send it elsewhere, or make something else of it. */
    private static boolean isPlain(SipUri uri) {
        var method = uri.getMethodParam();
        return !uri.isSecure()
                && uri.getMAddrParam() == null
                && (method == null || method.equalsIgnoreCase("INVITE"));
    }

    private static boolean isAt(SipUri uri, TrunkHost host) {
        var transport = uri.getTransportParam();
        if (transport != null && !transport.equalsIgnoreCase(host.transport().name())) {
            return false;
        }
        int port = uri.getPort() > 0 ? uri.getPort() : host.transport().defaultPort();
        boolean samePort = port == host.address().getPort();
        var there = Uris.literal(uri, port);
        if (there != null) {
            return samePort && there.getAddress().equals(host.address().getAddress());
        }
        var name = host.name();
        return name != null
                && name.host().equals(uri.getHost().toLowerCase(Locale.ROOT))
                && (samePort || uri.getPort() <= 0); // Without one its SRV records say the port.
    }

    /**
     * The number as we dialled it: parameters behind it (RFC 4694) would have it go where nobody
     * dialled. What the URI wants in the request's headers is not for us to write there (section
     * 19.1.5).
     */
    private static String withNothingMore(SipUri uri, String number) {
        var text = uri.encode();
        int host = text.indexOf('@');
        int headers = text.indexOf('?', host);
        return "sip:"
                + Uris.escapeUser(number)
                + text.substring(host, headers < 0 ? text.length() : headers);
    }
}
