package org.strowger.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Fuzzing;

/** Session descriptions, and our answers to those that can be read. */
public final class SdpFuzzTest {

    private static final InetSocketAddress LOCAL =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 20_000);

    private static final String PHONE =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.9
            s=-
            c=IN IP4 127.0.0.9
            b=AS:64
            t=0 0
            a=sendonly
            m=audio 4000 RTP/AVP 0 8 101
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=rtcp-mux
            m=video 4002 RTP/AVP 31
            c=IN IP4 127.0.0.9
            """;

    private static final String PAGE =
            """
            v=0
            o=x 9 9 IN IP6 ::1
            s=x
            c=IN IP6 ::1
            t=0 0
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            m=audio 9 UDP/TLS/RTP/SAVPF 111 0
            m=audio 4000/1 RTP/AVP 96 8
            a=rtpmap:96 PCMA/8000/1
            a=inactive
            """;

    @Test
    void whateverComesIsReadAndAnsweredOrMalformed() throws Exception {
        var seeds =
                List.of(PHONE, PAGE).stream()
                        .map(text -> text.replace("\n", "\r\n").getBytes(UTF_8))
                        .toList();
        Fuzzing.run(SdpFuzzTest.class, SdpFuzzTest::fuzzerTestOneInput, seeds);
    }

    /** One description. */
    public static void fuzzerTestOneInput(byte[] octets) throws MalformedSdpException {
        RemoteSession offer;
        try {
            offer = SessionDescriptions.read(octets);
        } catch (MalformedSdpException _) {
            return;
        }
        var audio = offer.audio();
        if (audio == null) {
            return;
        }
        var answer = SessionDescriptions.answer(audio, LOCAL, List.of(Codec.PCMU, Codec.PCMA));
        if (answer.isEmpty()) {
            return;
        }
        var written = SessionDescriptions.read(new SdpWriter(7).answer(answer.get(), offer));
        assertEquals(answer.get(), written.audio());
        assertEquals(offer.lines().size(), written.lines().size());
    }
}
