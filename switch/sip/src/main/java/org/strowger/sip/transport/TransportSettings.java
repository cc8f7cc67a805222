package org.strowger.sip.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where to listen, and how much of it.
 *
 * @param udp addresses for datagrams; port 0 takes a free one
 * @param tcp addresses for streams
 * @param threads I/O loops
 */
public record TransportSettings(
        List<InetSocketAddress> udp, List<InetSocketAddress> tcp, int threads, TcpLimits limits) {

    /**
     * What streams may take.
     *
     * @param connections open at once, those of ours included
     * @param connectionsPerAddress of one remote address
     * @param messageTime from a message's first octet to its last
     * @param idleTime without an octet from a peer that never sent a message we took
     * @param provenIdleTime the same for a peer that did: longer than a registration may last
     * @param writeBuffer octets that wait to be sent on one connection
     * @param waitingMessages that wait for a connection of ours to open
     */
    public record TcpLimits(
            int connections,
            int connectionsPerAddress,
            Duration messageTime,
            Duration idleTime,
            Duration provenIdleTime,
            int writeBuffer,
            int waitingMessages) {

        public static final TcpLimits DEFAULT =
                new TcpLimits(
                        1_000,
                        100,
                        Duration.ofSeconds(32),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(135),
                        262_144,
                        32);
    }

    public TransportSettings {
        udp = List.copyOf(udp);
        tcp = List.copyOf(tcp);
    }
}
