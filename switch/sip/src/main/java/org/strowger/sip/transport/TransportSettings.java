package org.strowger.sip.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen, and how much of it.
 *
 * @param udp addresses for datagrams; port 0 takes a free one
 * @param tcp addresses for streams
 * @param threads I/O loops of streams
 * @param dscp differentiated services code point of everything sent (RFC 2474), 0 to 63
 */
public record TransportSettings(
        List<InetSocketAddress> udp,
        List<InetSocketAddress> tcp,
        Tls tls,
        Web web,
        int threads,
        TcpLimits limits,
        int dscp) {

    /** Class selector 3, which many networks have for signalling of calls. */
    public static final int CLASS_SELECTOR_3 = 24;

    private static final int MOST_DSCP = 63;

    /**
     * SIP over TLS (RFC 3261, section 26.2).
     *
     * @param addresses for streams over TLS
     * @param files whose certificate is shown; null when nothing is secure, secure WebSockets
     *     included
     * @param lookAgain how often the files are looked at for being new
     */
    public record Tls(
            List<InetSocketAddress> addresses, @Nullable TlsFiles files, Duration lookAgain) {

        public static final Tls NONE = new Tls(List.of(), null, Duration.ofSeconds(10));

        public Tls {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * SIP over WebSocket (RFC 7118).
     *
     * @param plain addresses for ws
     * @param secure addresses for wss
     * @param origins pages whose scripts may connect, as the Origin header names them; empty for
     *     any. Who sends no Origin is no page.
     */
    public record Web(
            List<InetSocketAddress> plain, List<InetSocketAddress> secure, Set<String> origins) {

        public static final Web NONE = new Web(List.of(), List.of(), Set.of());

        public Web {
            plain = List.copyOf(plain);
            secure = List.copyOf(secure);
            origins = Set.copyOf(origins);
        }
    }

    /**
     * What streams may take.
     *
     * @param connections open at once, those of ours included
     * @param connectionsPerAddress of one remote address
     * @param handshakeTime for TLS's handshake, and for WebSocket's after it
     * @param messageTime from a message's first octet to its last
     * @param idleTime without an octet from a peer that never sent a message we took
     * @param provenIdleTime the same for a peer that did: longer than a registration may last
     * @param writeBuffer octets that wait to be sent on one connection
     * @param waitingMessages that wait for a connection of ours to open
     */
    public record TcpLimits(
            int connections,
            int connectionsPerAddress,
            Duration handshakeTime,
            Duration messageTime,
            Duration idleTime,
            Duration provenIdleTime,
            int writeBuffer,
            int waitingMessages) {

        public static final TcpLimits DEFAULT =
                new TcpLimits(
                        1_000,
                        100,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(32),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(135),
                        262_144,
                        32);
    }

    /**
     * What must be given.
     *
     * @throws IllegalArgumentException when something is to be secure without files, or the code
     *     point has more than 6 bits
     */
    public TransportSettings {
        udp = List.copyOf(udp);
        tcp = List.copyOf(tcp);
        boolean secure = !tls.addresses().isEmpty() || !web.secure().isEmpty();
        if (secure && tls.files() == null) {
            throw new IllegalArgumentException("nothing is secure without a certificate");
        }
        if (dscp < 0 || dscp > MOST_DSCP) {
            throw new IllegalArgumentException("DSCP has 6 bits, but this is " + dscp);
        }
    }

    /** Without a code point. */
    public TransportSettings(
            List<InetSocketAddress> udp,
            List<InetSocketAddress> tcp,
            Tls tls,
            Web web,
            int threads,
            TcpLimits limits) {
        this(udp, tcp, tls, web, threads, limits, 0);
    }

    /** UDP and TCP alone. */
    public TransportSettings(
            List<InetSocketAddress> udp,
            List<InetSocketAddress> tcp,
            int threads,
            TcpLimits limits) {
        this(udp, tcp, Tls.NONE, Web.NONE, threads, limits);
    }
}
