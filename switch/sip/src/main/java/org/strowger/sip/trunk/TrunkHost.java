package org.strowger.sip.trunk;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.locate.Located;
import org.strowger.sip.locate.ServerName;

/**
 * One place that takes a trunk's calls.
 *
 * @param transport one that connections of ours exist over, or UDP
 * @param address literal; with the name that led there, which a certificate must be for
 * @param priority the lowest is tried first (RFC 2782)
 * @param within the same among those of one priority that one name led to
 * @param weight share among those of one priority; 0 for hardly any
 * @param name what led there; null for an address that the operator wrote
 */
public record TrunkHost(
        Flow.Transport transport,
        InetSocketAddress address,
        int priority,
        int within,
        int weight,
        @Nullable ServerName name) {

    public TrunkHost {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("a host of a trunk has no address: " + address);
        }
        if (transport.isStream() && !transport.isOpenedByUs()) {
            throw new IllegalArgumentException("no connection can be opened over " + transport);
        }
    }

    /** One whose address the operator wrote. */
    public TrunkHost(
            Flow.Transport transport, InetSocketAddress address, int priority, int weight) {
        this(transport, address, priority, 0, weight, null);
    }

    /** One that a name led to. */
    static TrunkHost found(TrunkName name, Located at, int weight) {
        var server = name.server();
        return new TrunkHost(
                at.transport(),
                named(server.host(), at.address()),
                name.priority(),
                at.priority(),
                weight,
                server);
    }

    private static InetSocketAddress named(String host, InetSocketAddress at) {
        try {
            var address = InetAddress.getByAddress(host, at.getAddress().getAddress());
            return new InetSocketAddress(address, at.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of another length: " + at, e);
        }
    }

    /** The only one of its trunk. */
    public static TrunkHost only(Flow.Transport transport, InetSocketAddress address) {
        return new TrunkHost(transport, address, 1, 1);
    }

    /** Host and port for a URI: the name as the operator wrote it, else {@link #text}. */
    public String uriHost() {
        return name == null ? text() : name.text();
    }

    /**
     * What a URI with {@link #uriHost} says of the transport; nothing where its name decides (RFC
     * 3263, section 4.1).
     */
    public String uriParameter() {
        var said = name == null ? transport : name.transport();
        return said == null ? "" : said.uriParameter();
    }

    /** For people, for example {@code 192.0.2.1:5060}; an IPv6 address in brackets. */
    public String text() {
        return HostPort.of(address);
    }
}
