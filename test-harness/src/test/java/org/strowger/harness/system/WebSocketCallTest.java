package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;

/** A page's phone as RFC 7118 has it: nobody can reach it but by its own connection. */
@Tag("loopback")
class WebSocketCallTest {

    private static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 39998 RTP/AVP 0
            """
                    .replace("\n", "\r\n");

    /** What came, whole messages. */
    private static final class Inbox implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        String next(String beginning) throws InterruptedException {
            while (true) {
                var message = messages.poll(20, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("nothing came that begins with " + beginning);
                }
                if (message.startsWith(beginning)) {
                    return message;
                }
            }
        }
    }

    @Rfc(number = 7118, section = "5.2.1")
    @Rfc(number = 7118, section = "5.2.2")
    @Test
    void aPageCallsAnAnnouncementAndTheSwitchsByeComesByItsConnection() throws Exception {
        var conf = ConfFolder.create().ws();
        try (var loopback = Loopback.start("websocket", conf)) {
            call(loopback, HttpClient.newHttpClient(), "WS", conf.wsPort());
        }
    }

    @Rfc(number = 7118, section = "5.2.1")
    @Rfc(number = 3261, section = "26.3.1")
    @Test
    void aPageCallsOverSecureWebSocketToo() throws Exception {
        var conf = ConfFolder.create().wss();
        try (var loopback = Loopback.start("secure-websocket", conf)) {
            var certificate = loopback.strowger().data().resolve("tls/self-signed.crt");
            var http =
                    HttpClient.newBuilder()
                            .sslContext(OwnCertificate.trusting(certificate))
                            .build();
            call(loopback, http, "WSS", conf.wssPort());
        }
    }

    private static void call(Loopback loopback, HttpClient http, String transport, int port)
            throws Exception {
        try {
            call(http, transport, port);
            assertEquals(
                    "script",
                    loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst().outcome());
        } finally {
            http.shutdownNow(); // A plain close waits for a WebSocket that is open.
        }
    }

    private static void call(HttpClient http, String transport, int port) throws Exception {
        var inbox = new Inbox();
        var socket =
                http.newWebSocketBuilder()
                        .subprotocols("sip")
                        .connectTimeout(Duration.ofSeconds(10))
                        .buildAsync(
                                URI.create(
                                        transport.toLowerCase(Locale.ROOT)
                                                + "://127.0.0.1:"
                                                + port
                                                + "/"),
                                inbox)
                        .get(10, TimeUnit.SECONDS);
        assertEquals("sip", socket.getSubprotocol());
        socket.sendText(invite(transport), true).get(10, TimeUnit.SECONDS);
        var ok = inbox.next("SIP/2.0 200 ");
        assertTrue(ok.contains("transport=ws"), ok);
        assertTrue(ok.contains("Via: SIP/2.0/" + transport + " page.invalid"), ok);
        var ack = request(transport, "ACK", header(ok, "To"), "z9hG4bKa", "");
        socket.sendText(ack, true).get(10, TimeUnit.SECONDS);
        var bye = inbox.next("BYE sip:page@page.invalid");
        socket.sendText(answer(bye), true).get(10, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
    }

    private static String invite(String transport) {
        var content = "Content-Type: application/sdp\r\n\r\n" + SDP; // Without a length.
        return request(transport, "INVITE", "<sip:4001@127.0.0.1>", "z9hG4bKi", content);
    }

    private static String request(
            String transport, String method, String to, String branch, String content) {
        return method
                + " sip:4001@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/"
                + transport
                + " page.invalid;branch="
                + branch
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:page@page.invalid>;tag=p\r\nTo: "
                + to
                + "\r\nCall-ID: page\r\nCSeq: 1 "
                + method
                + "\r\nContact: <sip:page@page.invalid;transport=ws>\r\n"
                + (content.isEmpty() ? "\r\n" : content);
    }

    private static String answer(String request) {
        return "SIP/2.0 200 OK\r\nVia: "
                + header(request, "Via")
                + "\r\nFrom: "
                + header(request, "From")
                + "\r\nTo: "
                + header(request, "To")
                + "\r\nCall-ID: "
                + header(request, "Call-ID")
                + "\r\nCSeq: "
                + header(request, "CSeq")
                + "\r\n\r\n";
    }

    private static String header(String message, String name) {
        var found = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(message);
        assertTrue(found.find(), message);
        return found.group(1);
    }
}
