package org.strowger.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Dtls.Setup;
import org.strowger.sip.sdp.Security.Profile;

class IceTest {

    /** What Chromium offers for one audio stream, cut short. */
    private static final String BROWSER =
            """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0
            a=extmap-allow-mixed
            a=msid-semantic: WMS stream
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=candidate:1 1 udp 2113937151 3f1c2f6e-1b8f-4a6e.local 50332 typ host
            a=ice-ufrag:4ZcD
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZz
            a=ice-options:trickle
            a=fingerprint:sha-256 7B:8B:F0:65
            a=setup:actpass
            a=mid:0
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:0 PCMU/8000
            a=rtpmap:126 telephone-event/8000
            """
                    .replace("\n", "\r\n");

    private static AudioDescription read(String text) throws MalformedSdpException {
        return Objects.requireNonNull(SessionDescriptions.read(text.getBytes(UTF_8)).audio());
    }

    @Rfc(number = 8839, section = "4.2.1")
    @Rfc(number = 9143, section = "7.3")
    @Test
    void aBrowsersOfferIsNoHoldThoughItsAddressIsUnknown() throws MalformedSdpException {
        var audio = read(BROWSER);
        assertEquals(new Ice("4ZcD", "2/1muCWoOi3uLifh0NuRHlZz", "0", true), audio.ice());
        assertEquals(Direction.SENDRECV, audio.direction());
        assertEquals(Profile.DTLS_FEEDBACK, audio.security().profile());
        assertEquals(126, audio.telephoneEvent());
        assertTrue(audio.rtcpMux());
    }

    @Test
    void withoutIceTheSameIsAHold() throws MalformedSdpException {
        var audio = read(BROWSER.replace("a=ice-pwd:", "a=x:"));
        assertNull(audio.ice());
        assertEquals(Direction.SENDONLY, audio.direction());
    }

    /** Two that only answer checks would wait for each other for ever. */
    @Rfc(number = 8445, section = "6.1.1")
    @Test
    void whoIsLiteAsWeAreMakesNoChecks() throws MalformedSdpException {
        var lite = BROWSER.replace("a=group:BUNDLE 0", "a=ice-lite");
        var audio = read(lite.replace("IN IP4 0.0.0.0", "IN IP4 192.0.2.1"));
        assertNull(audio.ice());
        assertEquals(Direction.SENDRECV, audio.direction());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=ice-ufrag:4Zc", "a=ice-pwd:2/1muCWoOi3uLifh0NuRH"})
    void whatIsTooShortIsNone(String line) throws MalformedSdpException {
        var name = line.substring(0, line.indexOf(':') + 1);
        assertNull(read(BROWSER.replaceFirst(name + "[^\r]*", line)).ice());
    }

    @Rfc(number = 8839, section = "5.3")
    @Test
    void oursIsLiteWithOneCandidate() throws MalformedSdpException {
        var ice = new Ice("ABCDEFGH", "0123456789012345678901AB", "0", true);
        var ours =
                new AudioDescription(
                                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 20_000),
                                List.of(Codec.PCMU),
                                126,
                                Direction.SENDRECV,
                                true)
                        .with(
                                new Security(
                                        Profile.DTLS_FEEDBACK,
                                        new Dtls(Setup.PASSIVE, "sha-256", "AA:BB")))
                        .with(ice);
        var offer = SessionDescriptions.read(BROWSER.getBytes(UTF_8));
        var text = new String(new SdpWriter(1).answer(ours, offer), UTF_8);
        int media = text.indexOf("m=audio 20000 UDP/TLS/RTP/SAVPF 0 126\r\n");
        var session = text.substring(0, media);
        assertTrue(session.contains("\r\na=ice-lite\r\na=group:BUNDLE 0\r\n"), text);
        assertTrue(
                text.indexOf("a=candidate:1 1 UDP 2130706431 192.0.2.1 20000 typ host\r\n") > media,
                text);
        assertEquals(ours, read(text.replace("a=ice-lite\r\n", "")));
        assertNull(read(text).ice(), "two that are lite");
        assertTrue(!ours.toString().contains(ice.password()), "a password must be in no text");
    }
}
