package org.strowger.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.sdp.AudioDescription.Direction;

/** G.722, and Opus with its own payload types, in descriptions. */
class OtherCodecsTest {

    private static final String HEAD =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            """;

    private static final String OFFER =
            HEAD
                    + """
                    m=audio 6000 RTP/AVP 111 9 0 126 110
                    a=rtpmap:111 OPUS/48000/2
                    a=fmtp:111 minptime=10;useinbandfec=1
                    a=rtpmap:9 G722/8000
                    a=rtpmap:110 telephone-event/48000
                    a=rtpmap:126 telephone-event/8000
                    """;

    private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.2", 20_000);
    private static final List<Codec> ALL = List.of(Codec.values());

    private static AudioDescription read(String text) throws MalformedSdpException {
        var audio = SessionDescriptions.read(text.replace("\n", "\r\n").getBytes(UTF_8)).audio();
        assertTrue(audio != null);
        return audio;
    }

    @Rfc(number = 7587, section = "7")
    @Test
    void readsOpusAndEventsOfItsClock() throws Exception {
        var audio = read(OFFER);

        assertEquals(List.of(Codec.OPUS, Codec.G722, Codec.PCMU), audio.codecs());
        assertEquals(new PayloadTypes(111, 110), audio.types());
        assertEquals(126, audio.telephoneEvent());
        assertEquals(111, audio.payloadType(Codec.OPUS));
        assertEquals(9, audio.payloadType(Codec.G722));
    }

    @Test
    void opusOfAnotherClockIsNone() throws Exception {
        var audio = read(HEAD + "m=audio 6000 RTP/AVP 111 0\na=rtpmap:111 opus/48000\n");

        assertEquals(List.of(Codec.PCMU), audio.codecs());
        assertEquals(PayloadTypes.NONE, audio.types());
    }

    @Test
    void staticNumbersNeedNoName() throws Exception {
        assertEquals(
                List.of(Codec.G722, Codec.PCMA),
                read(HEAD + "m=audio 6000 RTP/AVP 9 8\n").codecs());
    }

    @Test
    void answersWithTheNumbersOfTheOffer() throws Exception {
        var opusFirst = List.of(Codec.OPUS, Codec.PCMU);
        var ours = SessionDescriptions.answer(read(OFFER), LOCAL, opusFirst).orElseThrow();

        var text = new String(new SdpWriter(1).offer(ours), UTF_8);

        assertTrue(
                text.contains(
                        """
                        m=audio 20000 RTP/AVP 111 110
                        a=rtpmap:111 opus/48000/2
                        a=fmtp:111 useinbandfec=1
                        a=rtpmap:110 telephone-event/48000
                        a=fmtp:110 0-15
                        """
                                .replace("\n", "\r\n")),
                text);
        assertEquals(ours, read(text.replace("\r\n", "\n")));
    }

    /** Its parameters are of who writes them, and bind nobody else (RFC 7587, section 7.1). */
    @Rfc(number = 7587, section = "7.1")
    @Test
    void whateverThePeerSaysOfItsOpusOursIsTheSame() throws Exception {
        var said = "minptime=10;useinbandfec=1";
        for (var other :
                List.of(
                        "stereo=1;sprop-stereo=1",
                        "useinbandfec=0; maxplaybackrate=8000",
                        "cbr=x")) {
            assertEquals(read(OFFER), read(OFFER.replace(said, other)), other);
        }
        assertEquals(read(OFFER), read(OFFER.replace("a=fmtp:111 " + said + "\n", "")));
        var ours = SessionDescriptions.answer(read(OFFER), LOCAL, ALL).orElseThrow();
        var plain = new String(new SdpWriter(1).offer(ours.withCodecs(List.of(Codec.G722))), UTF_8);
        assertTrue(!plain.contains("useinbandfec"), plain);
    }

    @Test
    void besideOtherCodecsEventsHaveTheirClock() throws Exception {
        var ours =
                SessionDescriptions.answer(read(OFFER), LOCAL, List.of(Codec.G722)).orElseThrow();

        assertEquals(126, ours.telephoneEvent());
        assertEquals(PayloadTypes.NONE, ours.types());
    }

    @Test
    void ourOrderDecidesAndBetweenTheLawsTheirs() throws Exception {
        var offer = read(HEAD + "m=audio 6000 RTP/AVP 9 8 0\n");

        assertEquals(Codec.PCMA, chosen(offer, ALL));
        assertEquals(Codec.PCMA, chosen(offer, List.of(Codec.PCMU, Codec.PCMA, Codec.G722)));
        assertEquals(Codec.G722, chosen(offer, List.of(Codec.G722, Codec.PCMU)));
        assertTrue(SessionDescriptions.answer(offer, LOCAL, List.of(Codec.OPUS)).isEmpty());
    }

    private static Codec chosen(AudioDescription offer, List<Codec> ours) {
        return SessionDescriptions.answer(offer, LOCAL, ours).orElseThrow().codecs().getFirst();
    }

    @Test
    void changesOneThingAtATime() {
        var all =
                new AudioDescription(
                        LOCAL, ALL, 101, Direction.SENDRECV, true, new PayloadTypes(107, 110));

        assertEquals(List.of(Codec.G722), all.withCodecs(List.of(Codec.G722)).codecs());
        assertEquals(new PayloadTypes(107, -1), all.withEvents(-1, -1).types());
        assertEquals(-1, all.withEvents(-1, -1).telephoneEvent());
        assertEquals(Direction.INACTIVE, all.withDirection(Direction.INACTIVE).direction());
        assertEquals(all, all.withDirection(Direction.SENDRECV));
    }
}
