package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/** A peer that writes its frames octet by octet, as no library would. */
class WebSocketTransportTest extends TransportFixture {

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {1, 2, 3, 4};

    private static final String HANDSHAKE =
            """
            GET /sip HTTP/1.1
            Host: 127.0.0.1
            Upgrade: websocket
            Connection: keep-alive, Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Protocol: chat, sip
            Sec-WebSocket-Version: 13

            """
                    .replace("\n", "\r\n");

    @BeforeEach
    void listen() throws IOException {
        restart(Set.of(), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    private void restart(Set<String> origins, Duration handshake, Duration message)
            throws IOException {
        var any = List.of(new InetSocketAddress(LOOPBACK, 0));
        var patient = Duration.ofMinutes(10);
        restart(
                new TransportSettings(
                        List.of(),
                        List.of(),
                        TransportSettings.Tls.NONE,
                        new TransportSettings.Web(any, List.of(), origins),
                        1,
                        new TransportSettings.TcpLimits(
                                3, 3, handshake, message, patient, patient, 65_536, 2)));
    }

    @Rfc(number = 7118, section = "4.2")
    @Test
    void messagesGoBothWaysAFrameEach() throws Exception {
        try (var page = opened()) {
            frame(page, FINAL | TEXT, TransportMessages.request("OPTIONS", "c1", "page.invalid"));
            frame(page, FINAL | BINARY, TransportMessages.stream("OPTIONS", "c2"));
            var first = next();
            assertEquals("c1", first.index().callId(), "without Content-Length");
            assertEquals("c2", next().index().callId());
            assertEquals(Flow.Transport.WS, first.flow().transport());
            assertTrue(transport.send(first.flow(), "hello é".getBytes(UTF_8)));
            assertEquals("129 hello é", received(page));
            assertTrue(transport.send(first.flow(), "hello é".getBytes(ISO_8859_1)));
            assertTrue(received(page).startsWith("130 hello"), "what is no text is binary");
        }
        nextClosed();
    }

    @Rfc(number = 7118, section = "4.2")
    @Test
    void fragmentsAreJoinedAndMayHaveAPingBetween() throws Exception {
        try (var page = opened()) {
            var message = TransportMessages.request("OPTIONS", "c1", "h");
            frame(page, TEXT, message.substring(0, 9));
            frame(page, FINAL | PING, "there?");
            frame(page, 0, message.substring(9, 30));
            frame(page, FINAL, message.substring(30));
            assertEquals("138 there?", received(page));
            assertEquals("c1", next().index().callId());
        }
    }

    @Test
    void aFrameMayComeOctetByOctet() throws Exception {
        try (var page = opened()) {
            var octets = frame(FINAL | TEXT, TransportMessages.request("OPTIONS", "c1", "h"));
            page.setTcpNoDelay(true);
            for (var octet : octets) {
                page.getOutputStream().write(octet);
            }
            assertEquals("c1", next().index().callId());
        }
    }

    @Test
    void aMalformedMessageIsAnsweredAndTheConnectionGoesOn() throws Exception {
        try (var page = opened()) {
            var good = TransportMessages.request("OPTIONS", "c1", "h");
            frame(page, FINAL | TEXT, good.replace("1 OPTIONS", "x OPTIONS"));
            assertTrue(received(page).startsWith("129 SIP/2.0 400 "));
            frame(page, FINAL | TEXT, good);
            assertEquals("c1", next().index().callId());
        }
    }

    @Rfc(number = 7118, section = "6")
    @Test
    void aDoubleCrlfIsAnsweredByOne() throws Exception {
        try (var page = opened()) {
            frame(page, FINAL | TEXT, "\r\n\r\n");
            assertEquals("129 \r\n", received(page));
            assertEquals(1, counters.value(SipCounter.KEEP_ALIVE));
        }
    }

    @Test
    void aCloseIsAnsweredByOne() throws Exception {
        try (var page = opened()) {
            frame(page, FINAL | CLOSE, new byte[] {3, (byte) 0xe8});
            assertEquals(1000, closeStatus(page));
            assertEquals(-1, page.getInputStream().read());
        }
        await().until(() -> transport.connections() == 0);
    }

    @Test
    void tooLargeAFrameEndsTheConnection() throws Exception {
        try (var page = opened()) {
            frame(page, FINAL | TEXT, "x".repeat(65_536));
            assertEquals(1009, closeStatus(page));
            await().until(() -> counters.value(SipCounter.TOO_LARGE) == 1);
        }
    }

    @Test
    void tooManyFragmentsEndTheConnection() throws Exception {
        try (var page = opened()) {
            frame(page, TEXT, "x".repeat(40_000));
            frame(page, 0, "x".repeat(40_000));
            assertEquals(1009, closeStatus(page));
            await().until(() -> counters.value(SipCounter.TOO_LARGE) == 1);
        }
    }

    @Test
    void aFrameThatIsNotMaskedEndsTheConnection() throws Exception {
        try (var page = opened()) {
            page.getOutputStream().write(new byte[] {(byte) (FINAL | TEXT), 1, 'x'});
            assertEquals(1002, closeStatus(page));
            await().until(() -> counters.value(SipCounter.FRAMING_LOST) == 1);
        }
    }

    @Test
    void textThatIsNoneEndsTheConnection() throws Exception {
        try (var page = opened()) {
            frame(page, FINAL | TEXT, new byte[] {(byte) 0xff});
            assertEquals(1007, closeStatus(page));
        }
    }

    @Test
    void aMessageWhoseFragmentsTakeTooLongEndsTheConnectionWhateverIsBetween() throws Exception {
        restart(Set.of(), Duration.ofMinutes(1), Duration.ofMillis(100));
        try (var page = opened()) {
            frame(page, TEXT, "OPTIONS ");
            frame(page, FINAL | PING, "");
            assertEquals("138 ", received(page));
            assertEquals(-1, page.getInputStream().read());
            assertEquals(1, counters.value(SipCounter.SLOW));
        }
    }

    @Test
    void aFrameThatTakesTooLongEndsTheConnection() throws Exception {
        restart(Set.of(), Duration.ofMinutes(1), Duration.ofMillis(100));
        try (var page = opened()) {
            page.getOutputStream().write(frame(FINAL | TEXT, "OPTIONS "), 0, 9);
            assertEquals(-1, page.getInputStream().read());
            assertEquals(1, counters.value(SipCounter.SLOW));
        }
    }

    @Test
    void aConnectionIsNotSlowBetweenMessages() throws Exception {
        restart(Set.of(), Duration.ofMillis(500), Duration.ofMillis(500));
        try (var page = opened()) {
            frame(page, FINAL | TEXT, TransportMessages.request("OPTIONS", "c1", "h"));
            next();
            try (var slow = plain()) {
                assertEquals("", receiveAll(slow), "closed, and it was the later of the two");
            }
            frame(page, FINAL | TEXT, TransportMessages.request("OPTIONS", "c2", "h"));
            assertEquals("c2", next().index().callId());
            assertEquals(1, counters.value(SipCounter.SLOW));
        }
    }

    @Rfc(number = 7118, section = "4.1")
    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "chat, sip | chat | 400",
                "Sec-WebSocket-Protocol: chat, sip | X: y | 400",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 8 | 426",
                "dGhlIHNhbXBsZSBub25jZQ== | short | 400",
                "Upgrade: websocket | Upgrade: h2c | 400",
                "keep-alive, Upgrade | close | 400",
                "GET | POST | 400",
                "Host: 127.0.0.1 | Origin: https://evil.example | 403",
            })
    void aHandshakeThatIsNotForUsIsRefused(String good, String bad, int status) throws Exception {
        restart(Set.of("https://phone.example"), Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertRefused(HANDSHAKE.replace(good, bad), status);
    }

    @Test
    void aHandshakeWithoutEndIsRefused() throws Exception {
        assertRefused(HANDSHAKE.replace("/sip", "/" + "x".repeat(5_000)), 400);
        assertRefused(HANDSHAKE.replace("Host:", "X: " + "y".repeat(9_000) + "\r\nHost:"), 400);
    }

    private void assertRefused(String handshake, int status) throws IOException {
        long before = counters.value(SipCounter.WEBSOCKET_REFUSED);
        try (var page = plain()) {
            send(page, handshake);
            var answer = receiveAll(page);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + ' '), answer);
            assertEquals(before + 1, counters.value(SipCounter.WEBSOCKET_REFUSED));
        }
    }

    @Test
    void anOriginThatIsNamedMayConnect() throws Exception {
        restart(Set.of("https://phone.example"), Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (var page = plain()) {
            send(page, HANDSHAKE.replace("Host:", "Origin: https://phone.example\r\nHost:"));
            assertTrue(receive(page, 12).endsWith(" 101"));
        }
    }

    @Test
    void aHandshakeThatTakesTooLongClosesTheConnection() throws Exception {
        restart(Set.of(), Duration.ofMillis(50), Duration.ofMinutes(1));
        try (var page = plain()) {
            send(page, "GET / HTTP/1.1\r\n");
            assertEquals("", receiveAll(page));
            assertEquals(1, counters.value(SipCounter.SLOW));
        }
    }

    @Test
    void secureIsTheSameInsideTls(@TempDir Path folder) throws Exception {
        var certified = Certified.in(folder, LOOPBACK);
        var any = List.of(new InetSocketAddress(LOOPBACK, 0));
        var never = Duration.ofMinutes(10);
        restart(
                new TransportSettings(
                        List.of(),
                        List.of(),
                        new TransportSettings.Tls(List.of(), certified.files(), never),
                        new TransportSettings.Web(List.of(), any, Set.of()),
                        1,
                        new TransportSettings.TcpLimits(
                                3, 3, never, never, never, never, 65_536, 2)));
        var server = transport.addresses(Flow.Transport.WSS).getFirst();
        try (var page =
                certified
                        .client(null)
                        .getSocketFactory()
                        .createSocket(server.getAddress(), server.getPort())) {
            page.setSoTimeout(PATIENCE_MILLIS);
            handshake(page);
            frame(page, FINAL | TEXT, TransportMessages.request("OPTIONS", "c1", "h"));
            var flow = next().flow();
            assertEquals(Flow.Transport.WSS, flow.transport());
            assertTrue(transport.send(flow, "hello".getBytes(UTF_8)));
            assertEquals("129 hello", received(page));
        }
    }

    private Socket plain() throws IOException {
        var server = transport.addresses(Flow.Transport.WS).getFirst();
        var socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private Socket opened() throws IOException {
        var socket = plain();
        handshake(socket);
        return socket;
    }

    private static void handshake(Socket socket) throws IOException {
        send(socket, HANDSHAKE);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(receive(socket, 1));
        }
        var answer = head.toString().toLowerCase(Locale.ROOT);
        assertTrue(answer.startsWith("http/1.1 101 "), answer);
        assertTrue(answer.contains("sec-websocket-protocol: sip\r\n"), answer);
        // The example of RFC 6455, section 1.3.
        assertTrue(head.indexOf("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") > 0, answer);
        assertFalse(answer.contains("extensions"), answer);
    }

    private static void frame(Socket socket, int first, String text) throws IOException {
        socket.getOutputStream().write(frame(first, text));
    }

    private static void frame(Socket socket, int first, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(first, payload));
    }

    private static byte[] frame(int first, String text) {
        return frame(first, text.getBytes(UTF_8));
    }

    private static byte[] frame(int first, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(MASKED | payload.length);
        } else if (payload.length < 65_536) {
            out.write(MASKED | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ MASK[i & 3]);
        }
        return out.toByteArray();
    }

    /** First octet and payload of the next frame. */
    private static String received(Socket socket) throws IOException {
        return (socket.getInputStream().read() & 0xff) + " " + new String(payload(socket), UTF_8);
    }

    private static int closeStatus(Socket socket) throws IOException {
        assertEquals(FINAL | CLOSE, socket.getInputStream().read());
        var payload = payload(socket);
        return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }

    private static byte[] payload(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int length = in.read();
        return in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
    }
}
