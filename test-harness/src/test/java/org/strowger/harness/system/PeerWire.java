package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.SipText;
import org.strowger.sip.HostPort;

/**
 * What carries one peer's messages to the switch and back. Receiving waits as long as a test may.
 */
interface PeerWire extends AutoCloseable {

    void send(SipText message) throws Exception;

    /** The next message. */
    SipText receive() throws Exception;

    /** Host and port, as our Via and Contact have them. */
    String here();

    @Override
    void close() throws IOException;

    /** Datagrams, from a port of its own. */
    static PeerWire udp(InetAddress from, InetSocketAddress to) throws IOException {
        var socket = new DatagramSocket(0, from);
        socket.setSoTimeout((int) Loopback.SOON.toMillis());
        return new PeerWire() {
            @Override
            public void send(SipText message) throws IOException {
                var octets = message.octets();
                socket.send(new DatagramPacket(octets, octets.length, to));
            }

            @Override
            public SipText receive() throws IOException {
                var packet = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(packet);
                return SipText.parse(packet.getData(), packet.getLength());
            }

            @Override
            public String here() {
                return HostPort.of(new InetSocketAddress(from, socket.getLocalPort()));
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** One connection over TCP or TLS, which is open. */
    static PeerWire stream(Socket socket) throws IOException {
        var peer = new StreamPeer(socket);
        return new PeerWire() {
            @Override
            public void send(SipText message) throws IOException {
                peer.send(message);
            }

            @Override
            public SipText receive() throws IOException {
                return peer.await(_ -> true);
            }

            @Override
            public String here() {
                return HostPort.of((InetSocketAddress) socket.getLocalSocketAddress());
            }

            @Override
            public void close() throws IOException {
                peer.close();
            }
        };
    }

    /**
     * One WebSocket.
     *
     * @param tls null for a plain one
     */
    static PeerWire web(InetSocketAddress to, @Nullable SSLContext tls) throws Exception {
        var builder = HttpClient.newBuilder();
        var http = tls == null ? builder.build() : builder.sslContext(tls).build();
        var inbox = new Web(http);
        inbox.socket =
                http.newWebSocketBuilder()
                        .subprotocols("sip")
                        .buildAsync(
                                URI.create((tls == null ? "ws://" : "wss://") + HostPort.of(to)),
                                inbox)
                        .get(Loopback.SOON.toSeconds(), TimeUnit.SECONDS);
        return inbox;
    }

    /** A page's. */
    final class Web implements PeerWire, WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private final HttpClient http;
        private @Nullable WebSocket socket;

        private Web(HttpClient http) {
            this.http = http;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void send(SipText message) throws Exception {
            if (socket != null) {
                socket.sendText(new String(message.octets(), UTF_8), true)
                        .get(Loopback.SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }

        @Override
        public SipText receive() throws InterruptedException {
            var message = messages.poll(Loopback.SOON.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing comes by the WebSocket");
            }
            var octets = message.getBytes(US_ASCII);
            return SipText.parse(octets, octets.length);
        }

        /** No page knows where it is. */
        @Override
        public String here() {
            return "page.invalid";
        }

        @Override
        public void close() {
            http.shutdownNow(); // A plain close waits for a WebSocket that is open.
        }
    }
}
