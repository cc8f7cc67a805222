package org.strowger.sip.trunk;

import java.net.InetSocketAddress;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;

/**
 * One place that takes a trunk's calls.
 *
 * @param transport one that connections of ours exist over, or UDP
 * @param address literal
 * @param priority the lowest is tried first (RFC 2782)
 * @param weight share among those of one priority; 0 for hardly any
 */
public record TrunkHost(
        Flow.Transport transport, InetSocketAddress address, int priority, int weight) {

    public TrunkHost {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("a host of a trunk has no address: " + address);
        }
        if (transport.isStream() && !transport.isOpenedByUs()) {
            throw new IllegalArgumentException("no connection can be opened over " + transport);
        }
    }

    /** The only one of its trunk. */
    public static TrunkHost only(Flow.Transport transport, InetSocketAddress address) {
        return new TrunkHost(transport, address, 1, 1);
    }

    /** For people, for example {@code 192.0.2.1:5060}; an IPv6 address in brackets. */
    public String text() {
        return HostPort.of(address);
    }
}
