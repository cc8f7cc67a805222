package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transport.TransportSettings.TcpLimits;

/** A transport on free ports of the loopback, its receiver, and phones that talk to it. */
abstract class TransportFixture {

    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    static final int PATIENCE_MILLIS = 10_000;

    final BlockingQueue<InboundMessage> received = new LinkedBlockingQueue<>();
    final BlockingQueue<Flow> closed = new LinkedBlockingQueue<>();
    final SipCounters counters = new SipCounters();
    final Overload overload = new Overload();
    volatile boolean full;
    volatile boolean keepsWaiting;
    SipTransport transport =
            new SipTransport(
                    settings(
                            limits(
                                    Duration.ofSeconds(32),
                                    Duration.ofMinutes(10),
                                    Duration.ofMinutes(10))),
                    counters,
                    overload);

    static TcpLimits limits(Duration message, Duration idle, Duration provenIdle) {
        return new TcpLimits(3, 3, message, message, idle, provenIdle, 65_536, 2);
    }

    private static TransportSettings settings(TcpLimits limits) {
        var any = List.of(new InetSocketAddress(LOOPBACK, 0));
        return new TransportSettings(any, any, 1, limits);
    }

    final SipTransport.Receiver receiver =
            new SipTransport.Receiver() {
                @Override
                public boolean onMessage(InboundMessage message) {
                    return !full && received.add(message);
                }

                @Override
                public boolean keepsWaiting() {
                    return keepsWaiting;
                }

                @Override
                public void onClosed(Flow flow) {
                    closed.add(flow);
                }
            };

    @BeforeEach
    void start() throws IOException {
        transport.start(receiver);
    }

    @AfterEach
    void stop() {
        transport.close();
        assertEquals(0, counters.value(SipCounter.INTERNAL_ERROR));
        assertEquals(0, transport.connections());
    }

    void restart(TcpLimits limits) throws IOException {
        restart(settings(limits));
    }

    void restart(TransportSettings settings) throws IOException {
        transport.close();
        transport = new SipTransport(settings, counters, overload);
        transport.start(receiver);
    }

    InboundMessage next() throws InterruptedException {
        var message = received.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("no message came; " + counters.snapshot());
        }
        return message;
    }

    Flow nextClosed() throws InterruptedException {
        var flow = closed.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (flow == null) {
            throw new AssertionError("no flow closed; " + counters.snapshot());
        }
        return flow;
    }

    DatagramSocket phone() throws IOException {
        var socket = new DatagramSocket(0, LOOPBACK);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(transport.udpAddresses().getFirst());
        return socket;
    }

    static void send(DatagramSocket socket, String text) throws IOException {
        var octets = text.getBytes(UTF_8);
        socket.send(new DatagramPacket(octets, octets.length));
    }

    static String receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    Socket connect() throws IOException {
        var server = transport.tcpAddresses().getFirst();
        var socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    static String receive(Socket socket, int octets) throws IOException {
        return new String(socket.getInputStream().readNBytes(octets), UTF_8);
    }

    static String receiveAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    Flow toOpen(int port) {
        return toOpen(Flow.Transport.TCP, port);
    }

    Flow toOpen(Flow.Transport transport, int port) {
        return new Flow(
                transport,
                new InetSocketAddress(LOOPBACK, 0),
                new InetSocketAddress(LOOPBACK, port),
                0);
    }
}
