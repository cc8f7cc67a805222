package org.strowger.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.sdp.AudioDescription.Direction;

class SessionDescriptionsTest {

    private static final String OFFER =
            """
            v=0
            o=user1 53655765 2353687637 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=video 7000 RTP/AVP 31 34
            a=sendonly
            c=IN IP4 nowhere.example.com
            m=audio 6000 RTP/SAVP 0
            m=audio 6001 RTP/AVP 18 8 0 96 97
            a=rtpmap:18 G729/8000
            a=rtpmap:97 telephone-event/16000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-16
            a=ptime:30
            a=rtcp-mux
            m=application 9 TCP/BFCP *
            """;

    private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.2", 20_000);

    @Rfc(number = 8866, section = "5.14")
    @Test
    void readsTheFirstAudioLineOverRtpAvp() throws Exception {
        var session = read(OFFER);

        assertEquals(
                new AudioDescription(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 6001),
                        List.of(Codec.PCMA, Codec.PCMU),
                        96,
                        Direction.SENDRECV,
                        true),
                session.audio());
        assertEquals(4, session.lines().size());
        assertEquals(2, session.audioLine());
    }

    @Rfc(number = 3551, section = "6")
    @Test
    void staticPayloadTypesNeedNoRtpmap() throws Exception {
        assertEquals(List.of(Codec.PCMU, Codec.PCMA), audio(simple("0 8 0")).codecs());
    }

    @Rfc(number = 8866, section = "6.6")
    @Test
    void anRtpmapThatRedefinesAStaticTypeIsBelieved() throws Exception {
        assertEquals(List.of(Codec.PCMA), audio(simple("0 8") + "a=rtpmap:0 L16/8000\n").codecs());
        assertEquals(List.of(Codec.PCMU), audio(simple("0") + "a=rtpmap:0 pcmu/8000/1\n").codecs());
    }

    @Rfc(number = 4733, section = "2.5.1.1")
    @Test
    void telephoneEventIsTakenAtAnyDynamicTypeButOnlyAt8000Hertz() throws Exception {
        assertEquals(
                127,
                audio(simple("0 127") + "a=rtpmap:127 telephone-event/8000\n").telephoneEvent());
        assertEquals(
                -1, audio(simple("0 96") + "a=rtpmap:96 telephone-event/48000\n").telephoneEvent());
        assertEquals(
                -1, audio(simple("0") + "a=rtpmap:96 telephone-event/8000\n").telephoneEvent());
        assertEquals(
                -1, audio(simple("0 13") + "a=rtpmap:13 telephone-event/8000\n").telephoneEvent());
    }

    @Rfc(number = 3264, section = "8.4")
    @ParameterizedTest
    @CsvSource({
        "sendrecv, 127.0.0.1, SENDRECV",
        "sendonly, 127.0.0.1, SENDONLY",
        "recvonly, 127.0.0.1, RECVONLY",
        "inactive, 127.0.0.1, INACTIVE",
        "sendrecv, 0.0.0.0, SENDONLY",
        "recvonly, 0.0.0.0, INACTIVE",
    })
    void holdIsSaidByDirectionOrByAddress(String attribute, String address, Direction direction)
            throws Exception {
        var text = simple("0") + "c=IN IP4 " + address + "\na=" + attribute + "\n";
        assertEquals(direction, audio(text).direction());
    }

    @Rfc(number = 8866, section = "6.7")
    @Test
    void theSessionsDirectionHoldsWhereTheMediaSaysNothing() throws Exception {
        var text = simple("0").replace("m=audio", "a=sendonly\nm=audio");
        assertEquals(Direction.SENDONLY, audio(text).direction());
        assertEquals(Direction.SENDRECV, audio(text + "a=sendrecv\n").direction());
    }

    @Rfc(number = 8866, section = "5.7")
    @Test
    void readsIpv6() throws Exception {
        var address = audio(simple("0") + "c=IN IP6 ::1\n").address();
        assertEquals(new InetSocketAddress(InetAddress.ofLiteral("::1"), 6000), address);
    }

    @Rfc(number = 3264, section = "6")
    @Test
    void aRefusedStreamHasPortZero() throws Exception {
        var refused = audio(simple("0").replace("6000", "0"));
        assertEquals(0, refused.address().getPort());
        assertTrue(SessionDescriptions.answer(refused, LOCAL, List.of(Codec.values())).isEmpty());
    }

    @Test
    void aDescriptionWithoutAudioHasNone() throws Exception {
        assertNull(read(simple("0").replace("audio", "video")).audio());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=IN IP4 example.com",
                "c=IN IP4 localhost",
                "c=IN IP4 127.1",
                "c=IN IP4 1.2.3.4.5",
                "c=IN IP4 0x7f.0.0.1",
                "c=IN IP4 256.0.0.1",
                "c=IN IP4 224.0.0.1/127",
                "c=IN IP4 224.0.0.1",
                "c=IN IP4 255.255.255.255",
                "c=IN IP4 ",
                "c=IN IP6 fe80::1%eth0",
                "c=IN IP6 ff02::1",
                "c=IN IP6 127.0.0.1",
                "c=IN IP6 [::1]",
                "c=IN IP9 127.0.0.1",
                "c=",
                "m=audio 70000 RTP/AVP 0",
                "m=audio -1 RTP/AVP 0",
                "m=audio 6000 RTP/AVP",
                "m=audio 6000",
                "m=",
                "hello",
                "x",
            })
    void aLineThatIsWrongIsRefused(String line) {
        assertThrows(MalformedSdpException.class, () -> read(simple("0") + line + "\n"));
    }

    @Test
    void limitsAreKept() {
        assertThrows(MalformedSdpException.class, () -> read(""));
        assertThrows(MalformedSdpException.class, () -> read("m=audio 1 RTP/AVP 0\n"));
        assertThrows(MalformedSdpException.class, () -> read(simple("0") + "a=x\n".repeat(5_000)));
        assertThrows(
                MalformedSdpException.class,
                () -> read(simple("0") + "m=audio 1 RTP/AVP 0\n".repeat(20)));
        assertThrows(MalformedSdpException.class, () -> read("v=0\nm=audio 6000 RTP/AVP 0\n"));
    }

    @Test
    void hostileDescriptionsAreRefusedOrReadAndNothingElse() {
        long seed = 3_264;
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = mutated(random);
            try {
                var session = read(text);
                assertTrue(session.audioLine() < session.lines().size());
                read++;
            } catch (MalformedSdpException expected) {
                assertNotNull(expected.getMessage());
            } catch (RuntimeException wrong) {
                throw new AssertionError("seed %d, text %s".formatted(seed, text), wrong);
            }
        }
        assertTrue(read > 1_000, "seed %d: only %d read".formatted(seed, read));
    }

    private static String mutated(Random random) {
        var text = new StringBuilder(OFFER);
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                case 2 -> text.insert(at, text.substring(at / 2, at));
                default -> text.insert(at, random.nextInt());
            }
        }
        return text.toString();
    }

    @Rfc(number = 3264, section = "6.1")
    @Test
    void anAnswerHasOneCodecInTheOffersOrder() throws Exception {
        var answer =
                SessionDescriptions.answer(audio(OFFER), LOCAL, List.of(Codec.PCMU, Codec.PCMA))
                        .orElseThrow();

        assertEquals(
                new AudioDescription(LOCAL, List.of(Codec.PCMA), 96, Direction.SENDRECV, true),
                answer);
    }

    @Test
    void noCommonCodecIsNoAnswer() throws Exception {
        assertTrue(
                SessionDescriptions.answer(audio(simple("0")), LOCAL, List.of(Codec.PCMA))
                        .isEmpty());
        assertTrue(
                SessionDescriptions.answer(audio(simple("18")), LOCAL, List.of(Codec.values()))
                        .isEmpty());
    }

    @Rfc(number = 3264, section = "6.1")
    @Test
    void directionIsMirrored() {
        assertEquals(Direction.RECVONLY, SessionDescriptions.mirrored(Direction.SENDONLY));
        assertEquals(Direction.SENDONLY, SessionDescriptions.mirrored(Direction.RECVONLY));
        assertEquals(Direction.INACTIVE, SessionDescriptions.mirrored(Direction.INACTIVE));
        assertEquals(Direction.SENDRECV, SessionDescriptions.mirrored(Direction.SENDRECV));
    }

    @Rfc(number = 3264, section = "6")
    @Test
    void theAnswerRefusesEveryOtherLineInItsPlace() throws Exception {
        var offer = read(OFFER);
        var answer = answerTo(OFFER);

        assertEquals(
                """
                v=0
                o=- 77 77 IN IP4 127.0.0.2
                s=-
                c=IN IP4 127.0.0.2
                t=0 0
                m=video 0 RTP/AVP 31
                m=audio 0 RTP/SAVP 0
                m=audio 20000 RTP/AVP 8 96
                a=rtpmap:8 PCMA/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:20
                a=sendrecv
                a=rtcp-mux
                m=application 0 TCP/BFCP *
                """,
                text(new SdpWriter(77).answer(answer, offer)));
    }

    @Rfc(number = 3264, section = "8")
    @Test
    void theVersionGoesUpOnlyWithAChange() throws Exception {
        var writer = new SdpWriter(5);
        var answer = answerTo(OFFER);
        var held = new AudioDescription(LOCAL, List.of(Codec.PCMU), -1, Direction.SENDONLY, false);

        assertTrue(text(writer.answer(answer, read(OFFER))).contains("o=- 5 5 "));
        assertTrue(text(writer.answer(answer, read(OFFER))).contains("o=- 5 5 "));
        assertTrue(text(writer.offer(held)).contains("o=- 5 6 "));
        assertTrue(text(writer.offer(held)).contains("m=application 0 TCP/BFCP *\n"));
    }

    @Test
    void whatWeWriteWeCanRead() throws Exception {
        var ours =
                new AudioDescription(
                        new InetSocketAddress(InetAddress.ofLiteral("::1"), 20_000),
                        List.of(Codec.PCMU, Codec.PCMA),
                        101,
                        Direction.SENDONLY,
                        true);
        assertEquals(ours, SessionDescriptions.read(new SdpWriter(1).offer(ours)).audio());
    }

    @Test
    void anOfferWithoutAudioHasNoAnswer() throws Exception {
        var video = read(simple("0").replace("audio", "video"));
        var ours = answerTo(OFFER);
        assertThrows(IllegalArgumentException.class, () -> new SdpWriter(1).answer(ours, video));
        assertFalse(video.lines().isEmpty());
    }

    private static AudioDescription answerTo(String offer) throws MalformedSdpException {
        return SessionDescriptions.answer(audio(offer), LOCAL, List.of(Codec.values()))
                .orElseThrow();
    }

    private static String simple(String formats) {
        return "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 6000 RTP/AVP "
                + formats
                + "\n";
    }

    private static AudioDescription audio(String text) throws MalformedSdpException {
        var audio = read(text).audio();
        if (audio == null) {
            throw new AssertionError("no audio in " + text);
        }
        return audio;
    }

    private static RemoteSession read(String text) throws MalformedSdpException {
        return SessionDescriptions.read(text.replace("\n", "\r\n").getBytes(UTF_8));
    }

    private static String text(byte[] description) {
        return new String(description, UTF_8).replace("\r\n", "\n");
    }
}
