package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** Word for word over UDP and TCP: what RFCs ask for that no phone of ours says by itself. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class SmallPrintTest {

    private static final int T1_MILLIS = 100;
    private static final Duration AT_REST = Loopback.atRest(T1_MILLIS);
    private static final Duration SILENCE = Duration.ofMillis(4 * T1_MILLIS);
    private static final String OURS = "+4930123";
    private static final int MAGIC_COOKIE = 0x2112A442;

    private Loopback loopback;
    private SwitchProcess strowger;
    private InetSocketAddress sip;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(T1_MILLIS).agents(1).phones(2);
        conf.trunk(
                "host: 127.0.0.1, port: %d, caller-id: {number: \"%s\", asserted: true}"
                        .formatted(conf.trunkPort(), OURS));
        loopback = Loopback.start("small-print", conf);
        strowger = loopback.strowger();
        sip = strowger.sip();
    }

    @AfterAll
    void stop() {
        loopback.closeAtRest(AT_REST);
    }

    private RawPeer caller() throws IOException {
        return RawPeer.open("5551001", sip);
    }

    /** A call to a number, answered and acknowledged. */
    private static SipText talk(RawPeer caller, String number) throws IOException {
        caller.send(RawPeer.withSdp(caller.request("INVITE", 1, number), caller.sdp(40_000)));
        var ok = caller.await(200, "INVITE");
        caller.send(caller.request("ACK", 1, number, ok.first("To")));
        return ok;
    }

    private static void hangUp(RawPeer caller, String number, SipText ok) throws IOException {
        caller.send(caller.request("BYE", 9, number, ok.first("To")));
        caller.await(200, "BYE");
    }

    @Rfc(number = 3581, section = "4")
    @Rfc(number = 3261, section = "18.2.1")
    @Test
    void anAnswerComesToWhereTheRequestCameFromAndSaysSo() throws IOException {
        try (var caller = caller()) {
            var options = caller.request("OPTIONS", 1, "4001").octets();
            var elsewhere = new String(options, UTF_8);
            caller.send(
                    elsewhere
                            .replace("UDP " + caller.host(), "UDP 192.0.2.1:5099")
                            .getBytes(UTF_8));
            var via = caller.await(200, "OPTIONS").first("Via");
            assertTrue(via.startsWith("SIP/2.0/UDP 192.0.2.1:5099;"), via);
            assertEquals("127.0.0.1", SipText.parameter(via, "received"));
            assertEquals(String.valueOf(caller.port()), SipText.parameter(via, "rport"));
        }
    }

    @Rfc(number = 5626, section = "3.5.1")
    @Test
    void aDoubleCrlfOnAConnectionIsAnsweredByOne() throws IOException {
        try (var socket = new Socket(sip.getAddress(), sip.getPort())) {
            socket.setSoTimeout((int) Loopback.SOON.toMillis());
            socket.getOutputStream().write(new byte[] {'\r', '\n', '\r', '\n'});
            assertEquals('\r', socket.getInputStream().read());
            assertEquals('\n', socket.getInputStream().read());
        }
    }

    @Rfc(number = 5626, section = "3.5.2")
    @Rfc(number = 5626, section = "8")
    @Test
    void stunOnTheSipPortTellsAPhoneItsAddress() throws IOException {
        try (var phone = caller()) {
            var request = ByteBuffer.allocate(20).putShort((short) 1).putShort((short) 0);
            request.putInt(MAGIC_COOKIE).putLong(4711).putInt(42);
            phone.send(request.array());
            var answer = ByteBuffer.wrap(phone.raw(Loopback.SOON));
            assertEquals(0x0101, answer.getShort(0));
            assertEquals(4711, answer.getLong(8));
            assertEquals(0x0020, answer.getShort(20), "XOR-MAPPED-ADDRESS comes first");
            int port = (answer.getShort(26) ^ (MAGIC_COOKIE >> 16)) & 0xffff;
            assertEquals(phone.port(), port);
            assertEquals(0x7f000001, answer.getInt(28) ^ MAGIC_COOKIE);
        }
    }

    @Rfc(number = 4320, section = "4.1")
    @Test
    void aRequestOtherThanInviteHasOneAnswerAndItIsFinal() throws IOException {
        try (var caller = caller()) {
            caller.send(caller.request("OPTIONS", 1, "4001"));
            assertEquals(200, caller.await("anything", _ -> true).status());
            assertTrue(caller.isQuietFor(SILENCE));
        }
    }

    @Rfc(number = 6026, section = "7.1")
    @Test
    void anInviteThatComesAgainAfterItsAckIsAbsorbed() throws IOException {
        try (var caller = caller()) {
            var invite = RawPeer.withSdp(caller.request("INVITE", 1, "4004"), caller.sdp(40_000));
            caller.send(invite);
            var ok = caller.await(200, "INVITE");
            caller.send(caller.request("ACK", 1, "4004", ok.first("To")));
            caller.awaitSilence(SILENCE); // The 200 may have been sent again before the ACK came.
            caller.send(invite);
            assertTrue(caller.isQuietFor(SILENCE), "neither a second answer nor a second call");
            hangUp(caller, "4004", ok);
        }
    }

    @Rfc(number = 3264, section = "6")
    @Rfc(number = 8866, section = "5.14")
    @Rfc(number = 5761, section = "5.1.1")
    @Test
    void everyMediaLineIsAnsweredInItsPlaceAndRtcpIsMultiplexedWhereThatIsOffered()
            throws IOException {
        try (var caller = caller()) {
            var offer =
                    caller.sdp(40_000).replace("m=audio", "m=video 40002 RTP/AVP 96\r\nm=audio")
                            + "a=rtcp-mux\r\n";
            caller.send(RawPeer.withSdp(caller.request("INVITE", 1, "4004"), offer));
            var ok = caller.await(200, "INVITE");
            var lines = ok.body().lines().filter(line -> line.startsWith("m=")).toList();
            assertEquals(2, lines.size(), ok::body);
            assertTrue(lines.getFirst().startsWith("m=video 0 RTP/AVP "), ok::body);
            assertTrue(lines.getLast().matches("m=audio [1-9][0-9]* RTP/AVP 0"), ok::body);
            assertTrue(ok.body().contains("a=rtcp-mux"), ok::body);
            caller.send(caller.request("ACK", 1, "4004", ok.first("To")));
            hangUp(caller, "4004", ok);
        }
        try (var other = caller()) {
            var ok = talk(other, "4004");
            assertFalse(ok.body().contains("a=rtcp-mux"), ok::body);
            hangUp(other, "4004", ok);
        }
    }

    @Rfc(number = 7616, section = "3.4")
    @Rfc(number = 8760, section = "2.3")
    @Test
    void bothDigestsAreOfferedAndEitherIsTaken() {
        for (var algorithm : Digest.Algorithm.values()) {
            try (var phone = Phone.of("1002", "demo-1002", sip).algorithm(algorithm)) {
                var registration = phone.tryRegister(Duration.ofMinutes(1));
                var offered =
                        registration.challenge().all("WWW-Authenticate").stream()
                                .map(Digest.Challenge::parse)
                                .map(Digest.Challenge::algorithm)
                                .toList();
                assertEquals(List.of(Digest.Algorithm.MD5, Digest.Algorithm.SHA_256), offered);
                assertEquals(200, registration.answer().status());
                phone.unregister();
            }
        }
    }

    @Rfc(number = 7616, section = "3.4")
    @Test
    void credentialsThatComeTwiceAreAskedForAgain() throws IOException {
        try (var phone = RawPeer.open("1003", sip);
                var thief = RawPeer.open("1003", "127.0.0.2", 0, sip)) {
            phone.send(phone.request("REGISTER", 1, "1003"));
            var challenge = phone.await(401, "REGISTER");
            var good =
                    phone.authorized(phone.request("REGISTER", 2, "1003"), challenge, "demo-1003");
            phone.send(good);
            phone.await(200, "REGISTER");
            thief.send(
                    thief.request("REGISTER", 3, "1003")
                            .with("Authorization", good.first("Authorization")));
            var again = thief.await(401, "REGISTER");
            assertTrue(again.first("WWW-Authenticate").contains("stale=true"), again::toString);
        }
    }

    @Rfc(number = 3325, section = "8")
    @Test
    void aTrunkIsBelievedWhoItsCallerIs() throws IOException {
        try (var caller = caller()) {
            caller.send(
                    RawPeer.withSdp(caller.request("INVITE", 1, "4004"), caller.sdp(40_000))
                            .with("P-Asserted-Identity", "<sip:+4930777@carrier.invalid>"));
            var ok = caller.await(200, "INVITE");
            caller.send(caller.request("ACK", 1, "4004", ok.first("To")));
            hangUp(caller, "4004", ok);
            strowger.awaitRecordsOf(Set.of("+4930777"), 1, Loopback.SOON);
        }
    }

    @Rfc(number = 3323, section = "5.3")
    @Rfc(number = 3325, section = "9.1")
    @Rfc(number = 3325, section = "9.3")
    @Test
    void whoWithholdsItsNumberIsAnonymousToTheCarrierWhoKnowsWhoPays() throws IOException {
        try (var carrier = RawPeer.open("carrier", "127.0.0.1", strowger.conf().trunkPort(), sip);
                var caller = caller()) {
            caller.send(
                    RawPeer.withSdp(caller.request("INVITE", 1, "4003"), caller.sdp(40_000))
                            .with("Privacy", "id"));
            var invite = carrier.awaitRequest("INVITE");
            var from = invite.first("From");
            assertTrue(
                    from.startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag="), from);
            var asserted = SipText.uri(invite.first("P-Asserted-Identity"));
            assertEquals(OURS, SipText.user(asserted));
            assertEquals("id", invite.first("Privacy"));
            carrier.send(carrier.response(486, invite));
            carrier.awaitRequest("ACK");
            var busy = caller.await(486, "INVITE");
            var ack = caller.request("ACK", 1, "4003", busy.first("To")).octets();
            var branch = SipText.parameter(busy.first("Via"), "branch");
            caller.send(
                    new String(ack, UTF_8)
                            .replaceFirst("branch=[^;\r]*", "branch=" + branch)
                            .getBytes(UTF_8));
        }
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Rfc(number = 6026, section = "7.2")
    @Test
    void anAnswerThatComesWhenTheCallIsOverIsAcknowledgedAndOfAnotherForkEnded()
            throws IOException {
        try (var carrier = RawPeer.open("carrier", "127.0.0.1", strowger.conf().trunkPort(), sip);
                var caller = caller()) {
            caller.send(RawPeer.withSdp(caller.request("INVITE", 1, "4003"), caller.sdp(40_000)));
            var invite = carrier.awaitRequest("INVITE");
            var answer = RawPeer.withSdp(carrier.response(200, invite), carrier.sdp(40_002));
            carrier.send(answer);
            var ack = carrier.awaitRequest("ACK");
            var ok = caller.await(200, "INVITE");
            caller.send(caller.request("ACK", 1, "4003", ok.first("To")));
            hangUp(caller, "4003", ok);
            carrier.answer("BYE", 200);
            carrier.send(answer);
            assertEquals(ack.first("Via"), carrier.awaitRequest("ACK").first("Via"));
            assertTrue(carrier.isQuietFor(SILENCE), "no second BYE");
            var fork = new String(answer.octets(), UTF_8).replace(carrier.tag(), "fork");
            carrier.send(fork.getBytes(UTF_8));
            assertTrue(carrier.awaitRequest("ACK").first("To").endsWith(";tag=fork"));
            assertTrue(carrier.answer("BYE", 200).first("To").endsWith(";tag=fork"));
        }
    }
}
