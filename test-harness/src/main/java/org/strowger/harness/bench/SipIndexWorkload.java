package org.strowger.harness.bench;

import java.nio.charset.StandardCharsets;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/** The lexical index of an INVITE with SDP, as a phone sends it. */
final class SipIndexWorkload implements Workload {

    private static final String HEAD =
            """
            INVITE sip:4001@192.0.2.1:5060 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.7:5062;branch=z9hG4bK-524287-1-1;rport
            Max-Forwards: 70
            From: "Caller" <sip:5551001@192.0.2.7:5062>;tag=8f2a
            To: <sip:4001@192.0.2.1:5060>
            Call-ID: 1-1234@192.0.2.7
            CSeq: 1 INVITE
            Contact: <sip:5551001@192.0.2.7:5062>
            Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE
            Supported: timer, replaces
            User-Agent: bench
            Content-Type: application/sdp
            """;

    private static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 192.0.2.7
            s=-
            c=IN IP4 192.0.2.7
            t=0 0
            m=audio 40000 RTP/AVP 0 8 96
            a=rtpmap:96 telephone-event/8000
            """;

    private final byte[] octets = invite();

    private static byte[] invite() {
        var body = SDP.replace("\n", "\r\n");
        var length = "Content-Length: " + body.length() + "\r\n\r\n";
        return (HEAD.replace("\n", "\r\n") + length + body).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return "SipIndex of an INVITE";
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += index();
        }
        return sum;
    }

    private long index() {
        try {
            return SipIndex.of(octets).isRequest() ? 1 : 0;
        } catch (MalformedSipMessageException e) {
            throw new IllegalStateException("the INVITE is well formed", e);
        }
    }
}
