package org.strowger.sip.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.strowger.sip.HostPort;

/**
 * A source of which nothing is read.
 *
 * @param address any of the source's
 * @param port the one port that is banned, because users are registered at this address; 0 for all
 * @param heard ports that are still heard, because they had a call when the ban began
 * @param times how many bans it has had, this one included
 */
public record Ban(
        InetAddress address,
        int port,
        Set<Integer> heard,
        Offence cause,
        long sinceMicros,
        long untilMicros,
        int times) {

    public Ban {
        heard = Set.copyOf(heard);
    }

    /** Whether it lasts, for what comes from this port. */
    boolean isFor(int remotePort, long nowMicros) {
        return untilMicros > nowMicros && !heard.contains(remotePort);
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.1:5060} or {@code 2001:db8:1:2::/64}. */
    public String source() {
        return port == 0
                ? Source.nameOf(address)
                : HostPort.of(new InetSocketAddress(address, port));
    }
}
