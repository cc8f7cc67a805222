package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.SipText;
import org.strowger.sip.HostPort;

/**
 * What carries one peer's messages to the switch and back. Receiving waits as long as a test may.
 */
interface PeerWire extends AutoCloseable {

    void send(SipText message) throws IOException;

    /** The next message. */
    SipText receive() throws IOException;

    /** Host and port, as our Via and Contact have them. */
    String here();

    @Override
    void close() throws IOException;

    /** Datagrams, from a port of its own. */
    final class Datagrams implements PeerWire {
        private static final int LARGEST = 65_535;
        private static final int KEEP_ALIVE = 4;

        private final DatagramSocket socket;
        private final InetAddress from;
        private final InetSocketAddress to;

        /**
         * Opens a socket.
         *
         * @param port 0 for any
         */
        Datagrams(InetAddress from, int port, InetSocketAddress to) throws IOException {
            this.socket = new DatagramSocket(port, from);
            this.from = from;
            this.to = to;
        }

        int port() {
            return socket.getLocalPort();
        }

        void send(byte[] octets) throws IOException {
            socket.send(new DatagramPacket(octets, octets.length, to));
        }

        @Override
        public void send(SipText message) throws IOException {
            send(message.octets());
        }

        /**
         * The next one, whatever it is.
         *
         * @throws SocketTimeoutException if none comes
         */
        byte[] next(Duration limit) throws IOException {
            socket.setSoTimeout((int) limit.toMillis());
            var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }

        @Override
        public SipText receive() throws IOException {
            var octets = next(Loopback.SOON);
            while (octets.length <= KEEP_ALIVE) {
                octets = next(Loopback.SOON);
            }
            return SipText.parse(octets, octets.length);
        }

        @Override
        public String here() {
            return HostPort.of(new InetSocketAddress(from, port()));
        }

        @Override
        public void close() {
            socket.close();
        }
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
        public void send(SipText message) throws IOException {
            if (socket == null) {
                throw new IOException("the WebSocket is not open");
            }
            try {
                socket.sendText(new String(message.octets(), UTF_8), true)
                        .get(Loopback.SOON.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the WebSocket takes nothing", e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        @Override
        public SipText receive() throws IOException {
            try {
                var message = messages.poll(Loopback.SOON.toSeconds(), TimeUnit.SECONDS);
                if (message == null) {
                    throw new SocketTimeoutException("nothing comes by the WebSocket");
                }
                var octets = message.getBytes(US_ASCII);
                return SipText.parse(octets, octets.length);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private static IOException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException("interrupted", e);
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
