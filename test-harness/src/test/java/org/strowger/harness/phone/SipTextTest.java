package org.strowger.harness.phone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SipTextTest {

    @Test
    void aResponseIsReadWithCompactNamesAndFoldedLines() {
        var message =
                parse(
                        "SIP/2.0 180 Ringing\r\nv: SIP/2.0/UDP a;branch=z9hG4bKx\r\n"
                                + "Via: SIP/2.0/UDP b\r\nt: <sip:4000@h>\r\n ;tag=7\r\nCSeq: 3 INVITE\r\n\r\nbody");

        assertFalse(message.isRequest());
        assertEquals(180, message.status());
        assertEquals(List.of("SIP/2.0/UDP a;branch=z9hG4bKx", "SIP/2.0/UDP b"), message.all("via"));
        assertEquals("7", SipText.parameter(message.first("To"), "tag"));
        assertEquals("z9hG4bKx", SipText.parameter(message.first("Via"), "branch"));
        assertEquals(3, message.sequence());
        assertEquals("INVITE", message.sequenceMethod());
        assertEquals("body", message.body());
    }

    @Test
    void aResponseHasWhatItsRequestSaysAndATagOnce() {
        var request =
                parse(
                        "BYE sip:a SIP/2.0\r\nVia: one\r\nVia: two\r\nMax-Forwards: 70\r\nFrom: <sip:b>;tag=b"
                                + "\r\nTo: <sip:a>\r\nCall-ID: c\r\nCSeq: 3 BYE\r\n\r\n");
        var same = "Via: one\r\nVia: two\r\nFrom: <sip:b>;tag=b\r\nTo: <sip:a>%s\r\nCall-ID: c\r\n";

        var tagged = request.response("200 OK", "a");

        assertEquals("SIP/2.0 200 OK", tagged.startLine());
        assertTrue(text(tagged).contains("\r\n" + same.formatted(";tag=a") + "CSeq: 3 BYE\r\n"));
        assertTrue(text(request.response("200 OK", "")).contains(same.formatted("")));
        var again = parse(text(tagged)).response("481 Gone", "other");
        assertEquals("<sip:a>;tag=a", again.first("To"));
    }

    @Test
    void parametersInsideTheAddressAreNotThoseOfTheField() {
        assertEquals("", SipText.parameter("<sip:a@b;tag=no>", "tag"));
        assertEquals("yes", SipText.parameter("<sip:a@b;tag=no>;tag=yes", "tag"));
        assertEquals("sip:a@b;x=1", SipText.uri("\"A\" <sip:a@b;x=1>;tag=2"));
        assertEquals("sip:a@b", SipText.uri("sip:a@b;tag=2"));
    }

    @Test
    void theLengthOfABodyIsCountedInOctets() {
        var octets = SipText.of("INFO sip:a SIP/2.0").withBody("text/plain", "é").octets();

        assertEquals("2", SipText.parse(octets, octets.length).first("Content-Length"));
    }

    @Test
    void aLineWithoutAColonIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> parse("INFO sip:a SIP/2.0\r\nnothing\r\n\r\n"));
        assertThrows(IllegalArgumentException.class, () -> parse("\r\n\r\n"));
    }

    private static String text(SipText message) {
        return new String(message.octets(), UTF_8);
    }

    private static SipText parse(String text) {
        var octets = text.getBytes(UTF_8);
        return SipText.parse(octets, octets.length);
    }
}
