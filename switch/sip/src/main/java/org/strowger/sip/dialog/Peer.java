package org.strowger.sip.dialog;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.message.Grammar;

/**
 * Where the other side of a dialog is, read from the message that made the dialog (RFC 3261,
 * section 12.1).
 *
 * @param target the remote target: URI of its Contact
 * @param routes the route set, each URI in its angle brackets, in the order of our requests
 * @param strict whether the first route has no lr parameter (section 12.2.1.1)
 * @param flow the way the message came, or for a response over UDP the way its request went
 * @param route where the first route leads over that transport; null when it does not say
 * @param contact where the remote target leads, in the same way
 */
public record Peer(
        String target,
        List<String> routes,
        boolean strict,
        Flow flow,
        @Nullable InetSocketAddress route,
        @Nullable InetSocketAddress contact) {

    private static final int MAX_ROUTES = 20;

    public Peer {
        routes = List.copyOf(routes);
    }

    /**
     * Reads the first Contact and the Record-Routes.
     *
     * @param fallbackTarget when there is no Contact with a SIP URI
     * @param reversed true for the side that sent the INVITE (section 12.1.2)
     */
    public static Peer of(Grammar message, Flow came, String fallbackTarget, boolean reversed) {
        var contact = contact(message);
        var addresses = new ArrayList<>(recordRoutes(message));
        if (reversed) {
            Collections.reverse(addresses);
        }
        var routes = new ArrayList<String>();
        for (var address : addresses) {
            routes.add('<' + address.getURI().toString() + '>');
        }
        var first = addresses.isEmpty() ? null : addresses.getFirst().getURI();
        boolean strict = first instanceof SipUri uri && !uri.hasLrParam();
        return new Peer(
                contact == null ? fallbackTarget : contact.encode(),
                routes,
                strict,
                came,
                first instanceof SipUri uri ? address(uri, came) : null,
                contact == null ? null : address(contact, came));
    }

    /** Of a message that says nothing of its sender. */
    public static Peer silent(String target, Flow came) {
        return new Peer(target, List.of(), false, came, null, null);
    }

    /** The first Contact; null when there is none that we could send to. */
    static @Nullable SipUri contact(Grammar message) {
        if (message.contacts().isEmpty()) {
            return null;
        }
        var first = message.contacts().getFirst();
        return !first.isWildCard() && first.getAddress().getURI() instanceof SipUri uri
                ? uri
                : null;
    }

    private static List<AddressImpl> recordRoutes(Grammar message) {
        var all = message.recordRoutes();
        return all.subList(0, Math.min(all.size(), MAX_ROUTES));
    }

    /**
     * Where a URI leads over the transport of {@code came}; null for a name, for another transport
     * and for one that we open no connections over.
     */
    static @Nullable InetSocketAddress address(SipUri uri, Flow came) {
        var transport = uri.getTransportParam();
        boolean same = transport == null || transport.equalsIgnoreCase(came.transport().name());
        return same && (!came.transport().isStream() || came.transport().isOpenedByUs())
                ? Uris.literal(uri, came.transport().defaultPort())
                : null;
    }
}
