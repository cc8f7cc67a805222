package org.strowger.sip.dialog;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;

/**
 * Where the other side of a dialog is, read from the message that made the dialog (RFC 3261,
 * section 12.1).
 *
 * @param target the remote target: URI of its Contact
 * @param routes the route set, each URI in its angle brackets, in the order of our requests
 * @param strict whether the first route has no lr parameter (section 12.2.1.1)
 * @param flow how our requests leave
 */
public record Peer(String target, List<String> routes, boolean strict, Flow flow) {

    private static final int MAX_ROUTES = 20;

    public Peer {
        routes = List.copyOf(routes);
    }

    /**
     * Reads the first Contact and the Record-Routes.
     *
     * @param came the way it came: requests go back there, because a Contact from behind a NAT is
     *     of no use, unless a route with a literal address says otherwise
     * @param fallbackTarget when there is no Contact with a SIP URI
     * @param reversed true for the side that sent the INVITE (section 12.1.2)
     */
    public static Peer of(SIPMessage message, Flow came, String fallbackTarget, boolean reversed) {
        var target = contact(message);
        var addresses = recordRoutes(message);
        if (reversed) {
            Collections.reverse(addresses);
        }
        var routes = new ArrayList<String>();
        for (var address : addresses) {
            routes.add('<' + address.getURI().toString() + '>');
        }
        var first = addresses.isEmpty() ? null : addresses.getFirst().getURI();
        boolean strict = first instanceof SipUri uri && !uri.hasLrParam();
        return new Peer(target == null ? fallbackTarget : target, routes, strict, way(first, came));
    }

    /** URI of the first Contact; null when there is none that we could send to. */
    static @Nullable String contact(SIPMessage message) {
        var contacts = message.getContactHeaders();
        if (contacts == null || contacts.isEmpty()) {
            return null;
        }
        var first = contacts.get(0);
        return !first.isWildCard() && first.getAddress().getURI() instanceof SipUri uri
                ? uri.encode()
                : null;
    }

    private static List<AddressImpl> recordRoutes(SIPMessage message) {
        var addresses = new ArrayList<AddressImpl>();
        var headers = message.getHeaders("Record-Route");
        while (headers.hasNext() && addresses.size() < MAX_ROUTES) {
            if (headers.next() instanceof AddressParametersHeader header
                    && header.getAddress() instanceof AddressImpl address) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static Flow way(javax.sip.address.@Nullable URI firstRoute, Flow came) {
        if (!(firstRoute instanceof SipUri uri)
                || came.transport() != Flow.Transport.UDP
                || "tcp".equalsIgnoreCase(uri.getTransportParam())) {
            return came;
        }
        InetSocketAddress address = Uris.literal(uri);
        return address == null || address.equals(came.remote())
                ? came
                : new Flow(came.transport(), came.local(), address, 0);
    }
}
