package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.harness.process.ConfFolder;

/**
 * A caller and a carrier who tell all they know, in every header and line they have: the other one
 * hears number and name of the caller, and nothing else.
 */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class TopologyHidingTest {

    /** From the trunk's: nobody else may call out by a trunk. */
    private static final String ADDRESS = "127.0.0.1";

    private static final String CALLERS_MEDIA = "127.0.0.51";
    private static final String CARRIERS_MEDIA = "127.0.0.52";

    /**
     * What each side says of itself begins with such a word, or is an address of such a network.
     */
    private static final String CALLERS_WORD = "zqa";

    private static final String CALLERS_NETWORK = "10.11.12.";
    private static final String CARRIERS_WORD = "zqb";
    private static final String CARRIERS_NETWORK = "10.21.22.";

    private Loopback loopback;
    private Party caller;
    private Party carrier;

    /** One side of a call, with all it has heard. */
    private static final class Party implements AutoCloseable {
        private final DatagramSocket socket;
        private final InetSocketAddress strowger;
        private final List<String> heard = new ArrayList<>();

        Party(String address, int port, InetSocketAddress strowger) throws IOException {
            this.socket = new DatagramSocket(port, InetAddress.ofLiteral(address));
            this.socket.setSoTimeout((int) Loopback.SOON.toMillis());
            this.strowger = strowger;
        }

        int port() {
            return socket.getLocalPort();
        }

        void send(String text) throws IOException {
            var octets = text.replace("\n", "\r\n").getBytes(UTF_8);
            socket.send(new DatagramPacket(octets, octets.length, strowger));
        }

        String await(String beginning) throws IOException {
            return await(beginning, "");
        }

        /** The next that begins so and has that in it; what comes before it is heard, too. */
        String await(String beginning, String inside) throws IOException {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            while (true) {
                socket.receive(packet);
                var text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
                heard.add(text.replace("\r\n", "\n"));
                if (text.startsWith(beginning) && text.contains(inside)) {
                    return heard.getLast();
                }
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS);
        loopback = Loopback.start("topology", conf);
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @BeforeEach
    void open() throws IOException {
        var strowger = loopback.strowger();
        caller = new Party(ADDRESS, 0, strowger.sip());
        carrier = new Party(ADDRESS, strowger.conf().trunkPort(), strowger.sip());
    }

    @AfterEach
    void close() {
        caller.close();
        carrier.close();
        loopback.strowger().awaitAtRest(Loopback.AT_REST);
    }

    private static String sdp(String word, String network, String media, int port) {
        return """
        v=0
        o=%1$s-origin 77123123 1 IN IP4 %2$s7
        s=%1$s-session
        i=%1$s-information
        u=http://%1$s-uri.example.com
        e=%1$s-mail@example.com
        c=IN IP4 %3$s
        t=0 0
        a=tool:%1$s-tool
        m=audio %4$d RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        a=ssrc:1 cname:%1$s-cname
        a=candidate:1 1 UDP 1 %2$s8 5000 typ host
        """
                .formatted(word, network, media, port);
    }

    /** Header lines that say something of their sender. */
    private static String self(String word, String network) {
        return """
        Contact: "%1$s-display" <sip:%1$s-contact@%2$s1:5099;%1$s-parameter>
        User-Agent: %1$s-agent/1.2.3
        Server: %1$s-server/1.2.3
        Organization: %1$s-organization
        Subject: %1$s-subject
        Warning: 399 %2$s2 "%1$s-warning"
        Call-Info: <http://%2$s3/%1$s-info>
        P-Asserted-Identity: <sip:%1$s-asserted@%2$s4>
        P-Preferred-Identity: <sip:%1$s-preferred@%2$s4>
        Remote-Party-ID: <sip:%1$s-remote@%2$s4>
        History-Info: <sip:%1$s-history@%2$s5>;index=1
        Diversion: <sip:%1$s-diversion@%2$s5>;reason=unknown
        Reply-To: <sip:%1$s-reply@%2$s6>
        Reason: Q.850;cause=16;text="%1$s-reason"
        X-Inside: %1$s-inside
        """
                .formatted(word, network);
    }

    private static String body(String sdp) {
        int length = sdp.replace("\n", "\r\n").length();
        return sdp.isEmpty()
                ? "Content-Length: 0\n\n"
                : "Content-Type: application/sdp\nContent-Length: " + length + "\n\n" + sdp;
    }

    private String fromCaller(String method, int cseq, String to, String sdp) {
        var uri = "sip:4003@127.0.0.1:" + loopback.strowger().sip().getPort();
        return """
        %1$s %2$s SIP/2.0
        Via: SIP/2.0/UDP %3$s:%4$d;rport;branch=z9hG4bKzqa-%1$s%5$d
        Via: SIP/2.0/UDP 10.11.12.13:5060;branch=z9hG4bKzqa-second
        Record-Route: <sip:%3$s:%4$d;lr;zqa-route>
        Max-Forwards: 70
        From: "Alice" <sip:5551001@zqa-from.example.com;zqa-parameter>;tag=zqa-tag
        To: %6$s
        Call-ID: zqa-call-%7$d@10.11.12.14
        CSeq: %5$d %1$s
        """
                        .formatted(
                                method,
                                uri,
                                ADDRESS,
                                caller.port(),
                                cseq,
                                to,
                                System.identityHashCode(caller))
                + self(CALLERS_WORD, CALLERS_NETWORK)
                + body(sdp);
    }

    /** A carrier's answer. */
    private static String response(String statusLine, String request, String sdp) {
        return answer(statusLine, request, "zqb-tag")
                + self(CARRIERS_WORD, CARRIERS_NETWORK)
                + body(sdp);
    }

    private static String answer(String statusLine, String request, String tag) {
        var to = header(request, "To");
        return "SIP/2.0 %s\nVia: %s\nFrom: %s\nTo: %s\nCall-ID: %s\nCSeq: %s\n"
                .formatted(
                        statusLine,
                        header(request, "Via"),
                        header(request, "From"),
                        to.contains(";tag=") ? to : to + ";tag=" + tag,
                        header(request, "Call-ID"),
                        header(request, "CSeq"));
    }

    private static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + message));
    }

    private void nothingLeaked() {
        for (var text : carrier.heard) {
            assertFalse(text.contains(CALLERS_WORD), text);
            assertFalse(text.contains(CALLERS_NETWORK), text);
            assertFalse(text.contains(CALLERS_MEDIA), text);
            assertFalse(text.contains(":" + caller.port()), text);
            assertFalse(text.contains("77123123"), text);
        }
        for (var text : caller.heard) {
            assertFalse(text.contains(CARRIERS_WORD), text);
            assertFalse(text.contains(CARRIERS_NETWORK), text);
            assertFalse(text.contains(CARRIERS_MEDIA), text);
            assertFalse(text.contains(":" + carrier.port()), text);
            var sdp = text.substring(text.indexOf("\n\n"));
            assertFalse(sdp.contains("77123123"), text);
        }
    }

    @Test
    void aCallTellsTheOtherSideNumberAndNameOfTheCallerOnly() throws IOException {
        caller.send(
                fromCaller(
                        "INVITE",
                        1,
                        "<sip:4003@127.0.0.1>",
                        sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022)));
        var invite = carrier.await("INVITE ");
        assertTrue(header(invite, "From").startsWith("\"Alice\" <sip:5551001@"), invite);
        carrier.send(response("183 zqb-progress", invite, ""));
        var answer = sdp("zqb", CARRIERS_NETWORK, CARRIERS_MEDIA, 40_024);
        carrier.send(response("200 zqb-fine", invite, answer));
        var ok = caller.await("SIP/2.0 200 ");
        carrier.await("ACK ");
        caller.send(fromCaller("ACK", 1, header(ok, "To"), ""));
        caller.send(fromCaller("INFO", 2, header(ok, "To"), ""));
        caller.await("SIP/2.0 200 ", "CSeq: 2 INFO");
        var hold = sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022) + "a=sendonly\n";
        caller.send(fromCaller("INVITE", 3, header(ok, "To"), hold));
        caller.await("SIP/2.0 200 ", "CSeq: 3 INVITE");
        caller.send(fromCaller("ACK", 3, header(ok, "To"), ""));
        carrier.send(bye(invite));
        carrier.await("SIP/2.0 200 ", "CSeq: 1 BYE");
        var bye = caller.await("BYE ");
        caller.send(answer("200 zqa-done", bye, "") + self("zqa", CALLERS_NETWORK) + body(""));
        nothingLeaked();
    }

    private static String bye(String invite) {
        return """
        BYE sip:strowger@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP 10.21.22.10:5060;rport;branch=z9hG4bKzqb-bye
        Max-Forwards: 70
        From: %s;tag=zqb-tag
        To: %s
        Call-ID: %s
        CSeq: 1 BYE
        """
                        .formatted(
                                header(invite, "To"),
                                header(invite, "From"),
                                header(invite, "Call-ID"))
                + self(CARRIERS_WORD, CARRIERS_NETWORK)
                + body("");
    }

    @Test
    void aRefusalTellsTheCallerItsStatusOnly() throws IOException {
        caller.send(
                fromCaller(
                        "INVITE",
                        1,
                        "<sip:4003@127.0.0.1>",
                        sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022)));
        var invite = carrier.await("INVITE ");
        carrier.send(response("486 zqb-busy", invite, ""));
        carrier.await("ACK ");
        var refused = caller.await("SIP/2.0 4");
        caller.send(
                fromCaller("ACK", 1, header(refused, "To"), "").replace("zqa-ACK1", "zqa-INVITE1"));
        nothingLeaked();
    }
}
