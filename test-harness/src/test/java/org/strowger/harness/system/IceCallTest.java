package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Sdp;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;

/** What a browser says of ICE and BUNDLE, word for word and without a browser. */
@Tag("loopback")
class IceCallTest {

    private static final String NUMBER = "4004";

    /** As Chromium writes it, with a picture that the switch does not take. */
    private static final String OFFER =
            """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE voice picture
            m=audio 9 UDP/TLS/RTP/SAVPF 111 0
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=candidate:1 1 udp 2113937151 3f1c2f6e-1b8f-4a6e.local 50332 typ host
            a=ice-ufrag:%1$s
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZz
            a=ice-options:trickle
            a=fingerprint:sha-256 %2$s
            a=setup:actpass
            a=mid:voice
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtpmap:0 PCMU/8000
            m=video 9 UDP/TLS/RTP/SAVPF 96
            c=IN IP4 0.0.0.0
            a=ice-ufrag:%1$s
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZz
            a=fingerprint:sha-256 %2$s
            a=setup:actpass
            a=mid:picture
            a=rtcp-mux
            a=rtpmap:96 VP8/90000
            """
                    .replace("\n", "\r\n");

    private static final String FINGERPRINT = "7B:8B:F0:65" + ":00".repeat(28);

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "ice",
                    () ->
                            ConfFolder.create()
                                    .agents(1)
                                    .t1Millis(Loopback.SHORT_T1_MILLIS)
                                    .rtp("srtp: preferred"),
                    Loopback.AT_REST);

    @Rfc(number = 8839, section = "4.2.2")
    @Rfc(number = 8839, section = "5.3")
    @Rfc(number = 9143, section = "7.3.3")
    @Test
    void theAnswerIsLiteHasOneCandidateAndTheVoiceAloneInItsGroup() throws IOException {
        try (var caller = RawPeer.open("5556001", SWITCH.strowger().sip())) {
            var answer = called(caller, 1, "4ZcD");
            var lines = answer.lines().toList();
            var rtp = Sdp.parse(answer).rtp();
            assertTrue(lines.indexOf("a=ice-lite") < audio(lines), answer);
            assertTrue(lines.indexOf("a=ice-lite") > 0, answer);
            assertEquals(List.of("a=group:BUNDLE voice"), those(lines, "a=group:"));
            assertEquals(List.of("a=mid:voice"), those(lines, "a=mid:"));
            assertEquals(1, those(lines, "a=rtcp-mux").size(), answer);
            var candidate = those(lines, "a=candidate:");
            assertEquals(1, candidate.size(), answer);
            var place = " %s %d typ host".formatted(rtp.getHostString(), rtp.getPort());
            assertTrue(candidate.getFirst().matches("a=candidate:\\S+ 1 (?i:udp) \\d+" + place));
            assertTrue(lines.contains("m=video 0 UDP/TLS/RTP/SAVPF 96"), answer);
            hangUp(caller, 2);
        }
    }

    @Rfc(number = 8445, section = "7.3")
    @Rfc(number = 8445, section = "7.3.1.3")
    @Test
    void aCheckIsAnsweredWithItsSourceAndOneWithoutOurPasswordIsRefused() throws IOException {
        try (var caller = RawPeer.open("5556002", SWITCH.strowger().sip())) {
            var answer = called(caller, 1, "4ZcD");
            var good = check(answer, "4ZcD");
            assertAnswered(caller, answer, good);
            var guess = new BindingCheck(good.name(), "another password, as long", "transaction0");
            var refusal = ask(caller.voice(), guess, Sdp.parse(answer).rtp());
            assertEquals(BindingCheck.ERROR, BindingCheck.type(refusal));
            assertEquals(401, BindingCheck.error(refusal));
            hangUp(caller, 2);
        }
    }

    @Rfc(number = 8445, section = "9")
    @Rfc(number = 8839, section = "4.4.1.1.1")
    @Test
    void aNewBeginningGetsNewNamesAndChecksOfEitherAreAnswered() throws IOException {
        try (var caller = RawPeer.open("5556003", SWITCH.strowger().sip())) {
            var before = called(caller, 1, "4ZcD");
            var same = called(caller, 2, "4ZcD");
            var after = called(caller, 3, "9QwE");
            assertEquals(said(before, "a=ice-ufrag:"), said(same, "a=ice-ufrag:"));
            assertFalse(said(before, "a=ice-ufrag:").equals(said(after, "a=ice-ufrag:")), after);
            assertFalse(said(before, "a=ice-pwd:").equals(said(after, "a=ice-pwd:")), after);
            assertEquals(Sdp.parse(before).rtp(), Sdp.parse(after).rtp());
            assertAnswered(caller, after, check(after, "9QwE"));
            assertAnswered(caller, before, check(before, "4ZcD"));
            hangUp(caller, 4);
        }
    }

    private static void assertAnswered(RawPeer caller, String sdp, BindingCheck check)
            throws IOException {
        var answer = ask(caller.voice(), check, Sdp.parse(sdp).rtp());
        var asker = (InetSocketAddress) caller.voice().getLocalSocketAddress();
        assertArrayEquals(check.answer(asker), answer);
    }

    private static BindingCheck check(String answer, String ufrag) {
        var name = said(answer, "a=ice-ufrag:") + ':' + ufrag;
        return new BindingCheck(name, said(answer, "a=ice-pwd:"), "transaction" + ufrag.charAt(0));
    }

    /** The answer to that transaction: the switch begins its handshake on its own time. */
    private static byte[] ask(DatagramSocket voice, BindingCheck check, InetSocketAddress to)
            throws IOException {
        voice.setSoTimeout((int) Loopback.SOON.toMillis());
        var octets = check.octets();
        voice.send(new DatagramPacket(octets, octets.length, to));
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        do {
            packet.setLength(2_048);
            voice.receive(packet);
        } while (!check.isAnsweredBy(packet.getData(), packet.getLength()));
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Offers, and has the answer's description; the first time with no tag of the switch yet. */
    private static String called(RawPeer caller, int cseq, String ufrag) throws IOException {
        var to = cseq == 1 ? '<' + caller.uri(NUMBER) + '>' : answered(caller).first("To");
        var invite = caller.request("INVITE", cseq, NUMBER, to);
        caller.send(RawPeer.withSdp(invite, OFFER.formatted(ufrag, FINGERPRINT)));
        var ok =
                caller.await(
                        "200 to INVITE " + cseq,
                        m -> !m.isRequest() && m.status() == 200 && m.sequence() == cseq);
        caller.send(caller.request("ACK", cseq, NUMBER, ok.first("To")));
        return ok.body();
    }

    private static SipText answered(RawPeer caller) {
        return caller.heard().stream()
                .filter(message -> !message.isRequest() && message.status() == 200)
                .findFirst()
                .orElseThrow();
    }

    private static void hangUp(RawPeer caller, int cseq) throws IOException {
        caller.send(caller.request("BYE", cseq, NUMBER, answered(caller).first("To")));
        caller.await(200, "BYE");
    }

    private static int audio(List<String> lines) {
        return lines.indexOf(those(lines, "m=audio ").getFirst());
    }

    private static List<String> those(List<String> lines, String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    private static String said(String sdp, String beginning) {
        var line = those(sdp.lines().toList(), beginning).getFirst();
        return line.substring(beginning.length());
    }
}
