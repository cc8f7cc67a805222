package org.strowger.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipSender;
import org.strowger.sip.guard.Guard;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.trace.SipTap;

/**
 * SIP over UDP, TCP, TLS (RFC 3261, sections 18 and 26.2) and WebSocket (RFC 7118). Make it, {@link
 * #start} it with the receiver, which may already send; what arrives comes on an I/O loop.
 */
public final class SipTransport implements SipSender, AutoCloseable {

    /** The signalling thread's queue, as the I/O loops see it. */
    public interface Receiver {

        /**
         * Takes a message and never waits.
         *
         * @return false when the queue is full: the message is dropped, a new INVITE answered 503
         */
        boolean onMessage(InboundMessage message);

        /**
         * Whether a new INVITE that is taken now waits behind so many others that its 100 shall not
         * wait with it. Asked for datagrams, by the thread that serves their sockets.
         */
        default boolean keepsWaiting() {
            return false;
        }

        /**
         * A stream is gone, or one with connection 0 that was sent to has closed or could not be
         * opened.
         */
        void onClosed(Flow flow);
    }

    private static final int CLOSE_SECONDS = 2;

    private final TransportSettings settings;
    private final SipCounters counters;
    private final Overload overload;
    private final Guard guard;
    private final SipTap tap;
    private final Executor soon;
    private final Bootstraps bootstraps;
    private final MultiThreadIoEventLoopGroup loops;
    private final Connections connections;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<Flow.Transport, List<InetSocketAddress>> listening =
            new EnumMap<>(Flow.Transport.class);
    private volatile List<UdpSocket> udpSockets = List.of();
    private volatile @Nullable OpenedConnections opened;
    private volatile @Nullable MessageGate gate;
    private @Nullable TlsContexts tls;

    /**
     * Who looks at what comes and goes.
     *
     * @param guard says who is not heard
     * @param tap told of every message
     */
    public record Observers(Guard guard, SipTap tap) {

        /** One that hears everybody, and tells nobody. */
        public static Observers none(SipCounters counters) {
            return new Observers(Guard.off(counters), new SipTap(() -> 0));
        }
    }

    /** One that hears everybody, and tells nobody. */
    public SipTransport(TransportSettings settings, SipCounters counters, Overload overload) {
        this(settings, counters, overload, Observers.none(counters), null, Runnable::run);
    }

    /**
     * Closed until {@link #start}.
     *
     * @param datagrams serves UDP; must run until this is closed. Null for the loops of streams
     * @param soon runs something on the thread of {@code datagrams}: at once, or when that thread
     *     has nothing more to do
     */
    public SipTransport(
            TransportSettings settings,
            SipCounters counters,
            Overload overload,
            Observers observers,
            @Nullable DatagramLoop datagrams,
            Executor soon) {
        this.soon = soon;
        this.guard = observers.guard();
        this.tap = observers.tap();
        this.settings = settings;
        this.counters = counters;
        this.overload = overload;
        this.connections = new Connections(settings.limits());
        this.loops =
                new MultiThreadIoEventLoopGroup(
                        settings.threads(),
                        Thread.ofPlatform().name("sip-io-", 1).factory(),
                        Bootstraps.handlers());
        this.bootstraps = new Bootstraps(loops, datagrams, settings);
    }

    /**
     * Binds every address, and closes again when one of them cannot be bound.
     *
     * @throws IOException naming the address, or the file of TLS that is wrong
     */
    public void start(Receiver receiver) throws IOException {
        var entrance = new MessageGate(receiver, counters, overload, new Observers(guard, tap));
        gate = entrance;
        try {
            tls = tls();
            var pipelines =
                    new Pipelines(entrance, connections, channels, tls, settings.web().origins());
            opened =
                    new OpenedConnections(
                            bootstraps.client(),
                            pipelines,
                            entrance,
                            settings.limits().waitingMessages());
            var sockets = new ArrayList<UdpSocket>();
            for (var address : settings.udp()) {
                var udp = Flow.Transport.UDP;
                var channel = bound(bootstraps.datagrams(entrance).bind(address), udp, address);
                sockets.add(new UdpSocket(channel, soon));
                udpSockets = List.copyOf(sockets);
            }
            ReceiveBuffer.check(sockets);
            listen(pipelines, Flow.Transport.TCP, settings.tcp());
            listen(pipelines, Flow.Transport.TLS, settings.tls().addresses());
            listen(pipelines, Flow.Transport.WS, settings.web().plain());
            listen(pipelines, Flow.Transport.WSS, settings.web().secure());
        } catch (IOException unbound) {
            close();
            throw unbound;
        }
    }

    private @Nullable TlsContexts tls() throws IOException {
        var files = settings.tls().files();
        return files == null
                ? null
                : TlsContexts.open(
                        files, settings.limits().handshakeTime(), settings.tls().lookAgain());
    }

    private void listen(
            Pipelines pipelines, Flow.Transport transport, List<InetSocketAddress> addresses)
            throws IOException {
        var bound = new ArrayList<InetSocketAddress>();
        for (var address : addresses) {
            var binding = bootstraps.server(pipelines.accepted(transport)).bind(address);
            var channel = bound(binding, transport, address);
            bound.add((InetSocketAddress) channel.localAddress());
        }
        listening.put(transport, List.copyOf(bound));
    }

    /** The addresses datagrams are received at, in the settings' order. */
    public List<InetSocketAddress> udpAddresses() {
        return udpSockets.stream().map(UdpSocket::address).toList();
    }

    /** Octets that the kernel keeps for the first UDP socket until they are read. */
    int receiveBuffer() {
        return udpSockets.getFirst().receiveBuffer();
    }

    /** The addresses TCP's connections are accepted at, in the settings' order. */
    public List<InetSocketAddress> tcpAddresses() {
        return addresses(Flow.Transport.TCP);
    }

    /** The addresses a stream transport's connections are accepted at, in the settings' order. */
    public List<InetSocketAddress> addresses(Flow.Transport stream) {
        return listening.getOrDefault(stream, List.of());
    }

    /**
     * Refuses an INVITE that was handed on, with 503 and without state; its copies meet the same
     * from now on. Any thread.
     */
    public void turnAway(InboundMessage invite) {
        var entrance = gate;
        if (entrance != null) {
            var answer = entrance.turnAway(invite);
            send(MessageGate.wayBack(answer.request(), invite.flow()), answer.octets());
        }
    }

    /** Whether another copy of that INVITE was refused. Any thread. */
    public boolean hasTurnedAway(InboundMessage invite) {
        var entrance = gate;
        return entrance != null && entrance.hasTurnedAway(invite);
    }

    /** Closes the connections that the guard shuts now. */
    public void closeShut() {
        connections.close(guard::shutsConnections);
    }

    /** Connections that are open now. */
    public int connections() {
        return connections.count();
    }

    @Override
    public boolean send(Flow flow, byte[] message) {
        long began = tap.now();
        boolean sent = write(flow, message);
        counters.increment(sent ? SipCounter.SENT : SipCounter.SEND_FAILED);
        if (sent) {
            tap.sent(began, flow, message);
        }
        return sent;
    }

    @Override
    public void keepAlive(Flow flow) {
        byte[] lineEnds = {'\r', '\n', '\r', '\n'};
        if (!write(flow, lineEnds)) {
            counters.increment(SipCounter.SEND_FAILED);
        }
    }

    private boolean write(Flow flow, byte[] octets) {
        return flow.transport().isStream() ? sendStream(flow, octets) : sendDatagram(flow, octets);
    }

    @Override
    public boolean isVerified(Flow flow, String host) {
        var channel = connections.find(flow.connection());
        var tls = channel == null ? null : channel.pipeline().get(SslHandler.class);
        return tls != null && PeerNames.has(tls.engine().getSession(), host);
    }

    /**
     * From the socket that is bound to the flow's local address, or else the first that can send
     * there.
     */
    private boolean sendDatagram(Flow flow, byte[] message) {
        var sockets = udpSockets;
        for (var socket : sockets) {
            if (socket.address().equals(flow.local())) {
                return socket.send(flow.remote(), message);
            }
        }
        for (var socket : sockets) {
            if (HostPort.isSameFamily(socket.address(), flow.remote())) {
                return socket.send(flow.remote(), message);
            }
        }
        return false;
    }

    private boolean sendStream(Flow flow, byte[] message) {
        if (flow.connection() != 0) {
            var channel = connections.find(flow.connection());
            return channel != null && OpenedConnections.write(channel, message);
        }
        var opening = opened;
        return opening != null && opening.send(flow, message);
    }

    private Channel bound(
            ChannelFuture binding, Flow.Transport transport, InetSocketAddress address)
            throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(
                    "cannot listen on %s %s: %s (sip.address and sip.%s in strowger.yaml)"
                            .formatted(
                                    transport,
                                    NetUtil.toSocketAddressString(address),
                                    reason(binding.cause()),
                                    key(transport)),
                    binding.cause());
        }
        channels.add(binding.channel());
        return binding.channel();
    }

    private static String key(Flow.Transport transport) {
        return switch (transport) {
            case UDP, TCP -> "port";
            case TLS -> "tls.port";
            case WS -> "ws.port";
            case WSS -> "wss.port";
        };
    }

    /** The operating system's words, without the name of the call that failed. */
    private static String reason(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    /** Closes every socket, then the loops. What was sent before is sent. */
    @Override
    public void close() {
        udpSockets = List.of();
        opened = null;
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS + 1, TimeUnit.SECONDS);
        if (tls != null) {
            tls.close();
        }
    }
}
