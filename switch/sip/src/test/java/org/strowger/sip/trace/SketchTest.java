package org.strowger.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchTest {

    private static Sketch sketch(String text) {
        return Sketch.of(text.replace("\n", "\r\n").getBytes(UTF_8));
    }

    @Test
    void ofARequest() {
        var sketch =
                sketch(
                        """
                        INVITE sip:4000@192.0.2.1 SIP/2.0
                        Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1
                        f: "A <b>" <sip:+861380@example.com>;tag=1
                        t: sip:4000@192.0.2.1
                        i: call-1
                        CSeq: 7 INVITE
                        c: application/sdp

                        v=0
                        m=audio 20000 RTP/AVP 0
                        a=sendonly
                        m=video 0 RTP/AVP 31
                        """);
        assertEquals(
                new Sketch(
                        "INVITE sip:4000@192.0.2.1",
                        "call-1",
                        "7 INVITE",
                        "INVITE",
                        "4000",
                        "+861380",
                        "4000",
                        "audio 20000 sendonly, video 0"),
                sketch);
        assertTrue(sketch.names("4000"));
        assertTrue(sketch.names("+861380"));
        assertFalse(sketch.names("861380"));
    }

    @Test
    void ofAResponse() {
        var sketch =
                sketch(
                        """
                        SIP/2.0 486 Busy Here
                        Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1
                        From: <sip:1001@h>;tag=1
                        To: <sip:1002@h>;tag=2
                        Call-ID: call-1
                        CSeq: 7 INVITE

                        """);
        assertEquals(
                new Sketch("486 Busy Here", "call-1", "7 INVITE", "INVITE", "", "1001", "1002", ""),
                sketch);
    }

    @Test
    void ofWhatIsMalformed() {
        var sketch = sketch("\nOPTIONS sip:a SIP/2.0\nnonsense\n\n");
        assertTrue(sketch.isMalformed());
        assertEquals("OPTIONS sip:a", sketch.title());
        assertEquals("x".repeat(120), sketch("x".repeat(1_000)).title());
        assertEquals("", sketch("").title());
        assertFalse(sketch.names("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<sip:1001@h>|1001",
                "sip:1001@h;tag=1|1001",
                "\"<sip:x@y>\" <sips:1001:pw@h:5061>;tag=1|1001",
                "<sip:a%20b;x=y@h>|a b",
                "<tel:+1-201;phone-context=x>|+1-201",
                "<sip:192.0.2.1:5060>|``",
                "nobody|``",
                "<sip:1001@h|1001",
            })
    void usersOfHeaders(String header, String user) {
        assertEquals(user, Sketch.user(header));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m=audio 5 RTP/AVP 0|audio 5 sendrecv",
                "a=inactive;m=audio 5 RTP/AVP 0|audio 5 inactive",
                "a=inactive;m=audio 5 RTP/AVP 0;a=recvonly|audio 5 recvonly",
                "c=IN IP4 0.0.0.0;m=audio 5 RTP/AVP 0|audio 5 0.0.0.0",
                "c=IN IP4 192.0.2.1;m=audio 5 RTP/AVP 0;c=IN IP4 0.0.0.0|audio 5 0.0.0.0",
                "m=audio|audio sendrecv",
                "m=a 1 x;m=b 2 x;m=c 3 x;m=d 4 x;m=e 5 x"
                        + "|a 1 sendrecv, b 2 sendrecv, c 3 sendrecv, d 4 sendrecv",
            })
    void mediaInAFewWords(String description, String expected) {
        assertEquals(expected, SdpSketch.of("v=0\r\n" + description.replace(";", "\r\n")).strip());
    }
}
