package org.strowger.sip.core;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.ContactTraits;
import org.strowger.sip.registrar.Registration;

/** Reads what a REGISTER asks for (RFC 3261, section 10.2; RFC 3327; RFC 5626, section 6). */
final class AskedContacts {

    private static final int MAX_URI = 512;
    private static final int MAX_CONTACTS = 20;
    private static final int MAX_INSTANCE = 256;
    private static final int MAX_HOPS = 10;
    private static final int MAX_PATH = 1_024;
    private static final int SIP_PORT = 5_060;

    private final InboundMessage request;
    private final Grammar grammar;
    private final List<SipUri> path = new ArrayList<>();

    /**
     * A reader.
     *
     * @param grammar the request as RI has read it
     */
    AskedContacts(InboundMessage request, Grammar grammar) {
        this.request = request;
        this.grammar = grammar;
    }

    /** What it asks for; null when it makes no sense: 400. */
    @Nullable Registration read() {
        var index = request.index();
        long expires = seconds(index.header("Expires"));
        var contacts = new ArrayList<Registration.Contact>();
        boolean all = false;
        if (!readPath()) {
            return null;
        }
        for (var contact : grammar.contacts()) {
            if (contact.isWildCard()) {
                all = true;
                continue;
            }
            var read = contact(contact, expires);
            if (read == null || contacts.size() == MAX_CONTACTS) {
                return null;
            }
            contacts.add(read);
        }
        if (all && (expires != 0 || !contacts.isEmpty())) {
            return null; // Section 10.3, step 6.
        }
        var asked = new Registration(index.callId(), index.cseq(), all, contacts, request.flow());
        return asked.hasFlow() && contacts.size() > 1 ? null : asked; // RFC 5626, section 4.2.1
    }

    /** Whether it asks for outbound, but came through a proxy that has none: 439. */
    boolean lacksOutbound() {
        return wantsOutbound() && !hasOutbound();
    }

    /** Whether it came from the phone itself, as far as it says. */
    boolean isDirect() {
        return grammar.vias() == 1;
    }

    private boolean wantsOutbound() {
        return OptionTags.in(request.index(), "Supported").contains("outbound")
                && grammar.contacts().stream()
                        .anyMatch(contact ->
                                !contact.isWildCard() && contact.getParameter("reg-id") != null);
    }

    /** Whoever took it first keeps the flow: we, or a proxy that says so in its Path. */
    private boolean hasOutbound() {
        return isDirect() || path.stream().anyMatch(hop -> hop.hasParameter("ob"));
    }

    private boolean readPath() {
        int octets = 0;
        for (var line : request.index().headers("Path")) {
            octets += line.length();
        }
        for (var address : grammar.path()) {
            if (!(address.getURI() instanceof SipUri hop)) {
                return false;
            }
            path.add(hop);
        }
        return path.size() <= MAX_HOPS && octets <= MAX_PATH && (octets == 0 || !path.isEmpty());
    }

    private Registration.@Nullable Contact contact(Contact contact, long expires) {
        if (!(contact.getAddress().getURI() instanceof SipUri uri) || isBare(contact, uri)) {
            return null;
        }
        var text = uri.encode();
        int preference = preference(contact.getParameter("q"));
        long regId = regId(contact);
        var instance = instance(contact);
        if (text.length() > MAX_URI || preference < 0 || regId < 0 || instance == null) {
            return null;
        }
        boolean flow = regId > 0 && !instance.isEmpty() && wantsOutbound() && hasOutbound();
        var own = contact.getParameter("expires");
        var traits =
                new ContactTraits(
                        preference,
                        instance,
                        flow ? (int) regId : 0,
                        path.stream().map(hop -> '<' + hop.encode() + '>').toList(),
                        at(uri));
        var identity = flow ? instance + ';' + regId : Uris.identity(uri);
        return new Registration.Contact(
                text, identity, own == null ? expires : seconds(own), traits);
    }

    /** Whether a URI with headers is not in angle brackets, as it must be (section 20.10). */
    private static boolean isBare(Contact contact, SipUri uri) {
        return uri.getHeaderNames().hasNext()
                && contact.getAddress() instanceof AddressImpl address
                && address.getAddressType() == AddressImpl.ADDRESS_SPEC;
    }

    /**
     * Where datagrams for the contact go: through the first proxy of its Path, if that is where the
     * REGISTER came from; else to the contact, unless it is behind a NAT; null for back by the way
     * that it came. A NAT is between us when the Via names another place than the packet came from.
     */
    private @Nullable InetSocketAddress at(SipUri contact) {
        if (request.flow().transport() != Flow.Transport.UDP) {
            return null;
        }
        var source = request.flow().remote();
        if (!path.isEmpty()) {
            var hop = address(path.getFirst());
            return hop != null && hop.getAddress().equals(source.getAddress()) ? hop : null;
        }
        var there = isSentBy(source) ? address(contact) : null;
        return there != null
                        && HostPort.isSameFamily(there, source)
                        && isOneHost(there.getAddress(), source.getAddress())
                ? there
                : null;
    }

    private static @Nullable InetSocketAddress address(SipUri uri) {
        var transport = uri.getTransportParam();
        return transport == null || transport.equalsIgnoreCase("udp")
                ? Uris.literal(uri, SIP_PORT)
                : null;
    }

    private boolean isSentBy(InetSocketAddress source) {
        var sentBy = request.index().sentBy();
        return sentBy.equals(HostPort.of(source))
                || (source.getPort() == SIP_PORT && sentBy.equals(HostPort.host(source)));
    }

    /** Nobody outside sends us to ourselves, and nobody to many. */
    private static boolean isOneHost(InetAddress address, InetAddress source) {
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && (source.isLoopbackAddress() || !address.isLoopbackAddress());
    }

    /** In thousandths; -1 for what is none (section 25.1: qvalue). */
    private static int preference(@Nullable String q) {
        if (q == null) {
            return ContactTraits.MOST_PREFERRED;
        }
        if (!q.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")) {
            return -1;
        }
        return new BigDecimal(q).movePointRight(3).intValue();
    }

    /** 0 for none, -1 for what is no number of 1 to 2**31-1. */
    private static long regId(Contact contact) {
        var text = contact.getParameter("reg-id");
        if (text == null) {
            return 0;
        }
        long number = seconds(text);
        return number > 0 && number <= Integer.MAX_VALUE ? number : -1;
    }

    /** Without its quotes; empty for none, null for what we could not repeat. */
    private static @Nullable String instance(Contact contact) {
        var text = contact.getParameter("+sip.instance");
        if (text == null) {
            return "";
        }
        var bare = text.replaceAll("^\"|\"$", "");
        boolean good =
                !bare.isEmpty()
                        && bare.length() <= MAX_INSTANCE
                        && bare.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\');
        return good ? bare : null;
    }

    /** -1 for none and for what is no number, which counts as none (section 10.2.1.1). */
    private static long seconds(@Nullable String digits) {
        if (digits == null || digits.isEmpty() || digits.length() > 10) {
            return -1;
        }
        long seconds = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            seconds = 10 * seconds + digit;
        }
        return seconds;
    }
}
