package org.strowger.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Good messages to begin from. */
final class SampleMessages {

    static final String INVITE =
            """
            INVITE sip:4000@127.0.0.1:5060;transport=udp SIP/2.0
            Via: SIP/2.0/UDP phone.example.com:5070;rport;branch=z9hG4bK-a1, SIP/2.0/UDP b.example.com
            Via: SIP/2.0/TCP c.example.com;branch=z9hG4bK-c
            Max-Forwards: 70
            From: "Bob \\"; tag=no" <sip:bob@example.com;x=1>;tag=from-1
            To: <sip:4000@127.0.0.1>
            Call-ID: call-1@phone.example.com
            CSeq: 17 INVITE
            Contact: <sip:bob@127.0.0.1:5070>
            Subject: half,
              past nine
            Content-Type: application/sdp
            Content-Length: 4

            v=0
            """;

    static final String REGISTER =
            """
            REGISTER sip:127.0.0.1 SIP/2.0
            v: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-r
            f: sip:1001@127.0.0.1;tag=abc
            t: sip:1001@127.0.0.1
            i: reg-1
            CSeq: 2 REGISTER
            m: *
            Expires: 0
            Authorization: Digest username="1001", realm="strowger", nonce="n", uri="sip:127.0.0.1", response="00"
            l: 0

            """;

    static final String RINGING =
            """
            SIP/2.0 180 Ringing
            Via: SIP/2.0/UDP [::1]:5060;branch=z9hG4bK-u;received=::1
            From: <sip:1@127.0.0.1>;tag=a
            To: <sip:2@127.0.0.1>;tag=b
            Call-ID: out-1
            CSeq: 1 INVITE
            Contact: <sip:2@127.0.0.1:5071;transport=tcp>

            """;

    static final List<String> ALL = List.of(INVITE, REGISTER, RINGING);

    private SampleMessages() {}

    /** With the line ends that SIP has; Content-Length 4 above is {@code v=0} and a half CRLF. */
    static byte[] octets(String message) {
        return message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
