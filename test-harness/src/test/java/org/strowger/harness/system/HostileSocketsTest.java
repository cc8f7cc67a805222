package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * What is wrong is not the message but who sends it, or how: bit by bit, in part, or for others.
 */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class HostileSocketsTest {

    private static final String ATTACKER = "127.0.0.66";
    private static final String NUMBER = "4003";
    private static final int RESETS = 20;

    /** What a carrier may hear once more, with so short a T1. */
    private static final Set<String> COPIES = Set.of("INVITE", "ACK");

    private static final int GUESSES = 60;

    /** That long a handshake may take. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /** The first octets of a record of TLS with a ClientHello of 512 octets. */
    private static final byte[] CLIENT_HELLO_BEGUN = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};

    private Loopback loopback;
    private SwitchProcess strowger;
    private InetSocketAddress sip;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).tls();
        loopback = Loopback.start("hostile-sockets", conf);
        strowger = loopback.strowger();
        sip = strowger.sip();
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @AfterEach
    void nothingIsLeft() {
        strowger.awaitAtRest(Loopback.AT_REST);
        strowger.await(
                () -> strowger.count("gauge.connections") == 0,
                Loopback.SOON,
                () -> "no connection is left: " + strowger.counts());
        assertEquals(0, strowger.count("counter.sip.internal_error"));
    }

    @Rfc(number = 3261, section = "18.3")
    @Test
    void aConnectionThatIsResetWithinAMessageLeavesNothing() throws IOException {
        long received = strowger.count("counter.sip.received");
        var head = RawSip.request("INVITE", "TCP", "Content-Length: 100\r\n\r\nv=0\r\n");
        for (int i = 1; i <= RESETS; i++) {
            var part = head.substring(0, i * head.length() / RESETS);
            try (var socket = new Socket(sip.getAddress(), sip.getPort())) {
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(part.getBytes(US_ASCII));
                int accepted = i;
                strowger.await(
                        () -> strowger.count("gauge.connections") > 0,
                        Loopback.SOON,
                        () -> "connection " + accepted);
                socket.setSoLinger(true, 0); // Its close is a reset.
            }
        }
        assertEquals(received, strowger.count("counter.sip.received"), "none of them is a message");
        var whole = RawSip.request("OPTIONS", "TCP", "Content-Length: 0\r\n\r\n");
        try (var peer = new StreamPeer(new Socket(sip.getAddress(), sip.getPort()))) {
            peer.send(SipText.parse(whole.getBytes(US_ASCII), whole.length()));
            assertEquals(200, peer.await(message -> !message.isRequest()).status());
        }
    }

    @Rfc(number = 3261, section = "26.2.1")
    @Test
    void whoSendsOctetByOctetOverTlsIsAnswered() throws IOException, GeneralSecurityException {
        var certificate = strowger.data().resolve("tls/self-signed.crt");
        var factory = OwnCertificate.trusting(certificate).getSocketFactory();
        var text = RawSip.request("OPTIONS", "TLS", "Content-Length: 5\r\n\r\nhello");
        try (var socket = factory.createSocket(sip.getAddress(), strowger.conf().tlsPort());
                var peer = new StreamPeer(socket)) {
            socket.setTcpNoDelay(true);
            for (byte octet : text.getBytes(US_ASCII)) {
                socket.getOutputStream().write(octet); // A record of TLS each.
                socket.getOutputStream().flush();
            }
            assertEquals(200, peer.await(message -> !message.isRequest()).status());
        }
    }

    @Test
    void whoStopsWithinItsHandshakeIsClosedAndMeanwhileOthersAreServed() throws IOException {
        long slow = strowger.count("counter.sip.slow");
        try (var nothing = new Socket(sip.getAddress(), strowger.conf().tlsPort());
                var part = new Socket(sip.getAddress(), strowger.conf().tlsPort());
                var phone = Phone.anonymous("5551002", sip)) {
            part.getOutputStream().write(CLIENT_HELLO_BEGUN);
            strowger.await(
                    () -> strowger.count("gauge.connections") == 2,
                    Loopback.SOON,
                    () -> "two connections: " + strowger.counts());
            assertEquals(200, phone.options());
            for (var stalled : List.of(nothing, part)) {
                stalled.setSoTimeout((int) HANDSHAKE.plus(Loopback.SOON).toMillis());
                stalled.getInputStream().readAllBytes(); // Until the switch closes it.
            }
            assertEquals(slow + 2, strowger.count("counter.sip.slow"));
        }
    }

    @Rfc(number = 3261, section = "7.3.1")
    @Test
    void foldedHeadersOfAStreamAreOneHeaderEach() throws IOException {
        var text =
                RawSip.request("OPTIONS", "TCP", "Content-Length:\r\n 0\r\n\r\n")
                        .replace("Via: ", "Via:\r\n\t")
                        .replace(";rport", "\r\n ;rport")
                        .replace("From: <sip:raw@127.0.0.1>;", "From: <sip:raw@127.0.0.1>\r\n  ;")
                        .replace("CSeq: 1 ", "CSeq: 1\r\n\t");
        try (var socket = new Socket(sip.getAddress(), sip.getPort());
                var peer = new StreamPeer(socket)) {
            socket.setTcpNoDelay(true);
            for (var piece : text.split("(?<=\r\n)", -1)) { // A line's end says nothing yet.
                socket.getOutputStream().write(piece.getBytes(US_ASCII));
            }
            var answer = peer.await(message -> !message.isRequest());
            assertEquals(200, answer.status());
            assertEquals("raw", SipText.parameter(answer.first("From"), "tag"));
            assertEquals("1 OPTIONS", answer.first("CSeq").replaceAll("\\s+", " "));
        }
    }

    @Rfc(number = 3261, section = "9.2")
    @Rfc(number = 3261, section = "12.2.2")
    @Test
    void cancelsAndByesOfSomebodyElseEndNothingAndAreCounted() throws IOException {
        int trunk = strowger.conf().trunkPort();
        try (var caller = RawPeer.open("5551001", sip);
                var carrier = RawPeer.open("carrier", "127.0.0.1", trunk, sip);
                var attacker = RawPeer.open("5551001", ATTACKER, 0, sip)) {
            var invite = caller.request("INVITE", 1, NUMBER);
            caller.send(RawPeer.withSdp(invite, caller.sdp(40_000)));
            var outside = carrier.answer("INVITE", 180);
            caller.await(180, "INVITE");
            spoofedCancels(attacker, invite);
            carrier.send(RawPeer.withSdp(carrier.response(200, outside), carrier.sdp(40_010)));
            var ok = caller.await(200, "INVITE");
            caller.send(caller.request("ACK", 1, NUMBER, ok.first("To")));
            spoofedByes(attacker, caller, ok, outside);

            caller.send(caller.request("INFO", 2, NUMBER, ok.first("To")));
            caller.await(200, "INFO");
            caller.send(caller.request("BYE", 3, NUMBER, ok.first("To")));
            caller.await(200, "BYE");
            var next = carrier.await("BYE", m -> m.isRequest() && !COPIES.contains(m.method()));
            assertEquals("BYE", next.method());
            carrier.send(carrier.response(200, next));
            isBannedForMore(attacker, caller);
        }
    }

    /** With a guessed branch, and with the right one but his own address. */
    private static void spoofedCancels(RawPeer attacker, SipText invite) throws IOException {
        var cancel = new String(invite.octets(), US_ASCII).replace("INVITE", "CANCEL");
        var branch = SipText.parameter(invite.first("Via"), "branch");
        var place = invite.first("Via").replaceAll(";.*", "");
        attacker.send(cancel.replace(branch, branch + "x").getBytes(US_ASCII));
        attacker.await(481, "CANCEL");
        attacker.send(cancel.replace(place, "SIP/2.0/UDP " + attacker.host()).getBytes(US_ASCII));
        attacker.await(481, "CANCEL");
    }

    /** One thing of three that a dialog is known by is wrong, on either leg. */
    private static void spoofedByes(RawPeer attacker, RawPeer caller, SipText ok, SipText outside)
            throws IOException {
        var bye = bye(attacker, caller, ok);
        guesses(attacker, bye, SipText.parameter(ok.first("To"), "tag"));
        guesses(attacker, bye, caller.tag());
        guesses(attacker, bye, caller.callId());
        var ofCarrier = attacker.requestOfCalled("BYE", 7, outside);
        guesses(attacker, new String(ofCarrier.octets(), US_ASCII), "nothing");
    }

    private static String bye(RawPeer attacker, RawPeer caller, SipText ok) {
        var bye = attacker.request("BYE", 9, NUMBER, ok.first("To")).octets();
        return new String(bye, US_ASCII)
                .replace(attacker.callId(), caller.callId())
                .replace("tag=" + attacker.tag(), "tag=" + caller.tag());
    }

    private static void guesses(RawPeer attacker, String bye, String secret) throws IOException {
        attacker.send(bye.replace(secret, RawPeer.token()).getBytes(US_ASCII));
        attacker.await(481, "BYE");
    }

    /** Each is an offence: who goes on is not heard any more. */
    private void isBannedForMore(RawPeer attacker, RawPeer caller) {
        strowger.await(
                () -> {
                    guess(attacker, caller);
                    return strowger.bans().contains(ATTACKER);
                },
                Loopback.SOON,
                () -> "banned: " + strowger.bans());
        assertTrue(strowger.count("counter.sip.bans") > 0);
    }

    private static void guess(RawPeer attacker, RawPeer caller) {
        try {
            for (int i = 0; i < GUESSES; i++) {
                var to = '<' + caller.uri(NUMBER) + ">;tag=" + RawPeer.token();
                attacker.send(attacker.request("BYE", 10 + i, NUMBER, to));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
