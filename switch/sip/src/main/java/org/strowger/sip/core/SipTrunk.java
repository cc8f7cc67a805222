package org.strowger.sip.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.strowger.sip.Flow;

/**
 * A carrier.
 *
 * @param transport one that connections of ours exist over
 * @param address where our calls to it go
 * @param trusted source addresses whose calls are this trunk's
 */
public record SipTrunk(
        String name,
        Flow.Transport transport,
        InetSocketAddress address,
        List<InetAddress> trusted) {

    public SipTrunk {
        trusted = List.copyOf(trusted);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "trunk %s has no address: %s".formatted(name, address));
        }
    }
}
