package org.strowger.harness.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.Ports;

class CallTextTest {

    private static final InetSocketAddress SWITCH = Ports.at(5060);
    private static final InetSocketAddress HERE = Ports.at(6000);

    private static String text(CallText text, int length) {
        return new String(text.octets(), 0, length, US_ASCII);
    }

    @Test
    void anInviteHasItsNumberInEveryPlace() {
        var invite = CallText.invite("4001", SWITCH, HERE, 9);
        var text = text(invite, invite.of(0x1234abcd));
        assertTrue(text.startsWith("INVITE sip:4001@127.0.0.1:5060 SIP/2.0\r\n"), text);
        assertEquals(4, text.split("1234abcd", -1).length, text);
        assertFalse(text.contains(CallText.NUMBER), text);
        var body = text.substring(text.indexOf("\r\n\r\n") + 4);
        assertTrue(text.contains("Content-Length: " + body.length() + "\r\n"), text);
        assertTrue(text(invite, invite.of(7)).contains("z9hG4bKi00000007"));
    }

    @Test
    void whatFollowsEndsWithTheTag() {
        var bye = CallText.following("BYE", 'b', "4001", SWITCH, HERE);
        assertTrue(text(bye, bye.of(1, "tag-1".getBytes(US_ASCII))).endsWith(";tag=tag-1\r\n\r\n"));
        assertTrue(text(bye, bye.of(2, "t".getBytes(US_ASCII))).endsWith(";tag=t\r\n\r\n"));
        assertThrows(IllegalArgumentException.class, () -> bye.of(3, new byte[129]));
    }

    @Test
    void anAnswerIsReadWhereItStands() {
        var octets =
                """
                SIP/2.0 503 Service Unavailable\r
                Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKi0000beef\r
                From: <sip:5550000@127.0.0.1>;tag=f0000beef\r
                To: <sip:4001@127.0.0.1>;tag=ours;x=y\r
                \r
                """
                        .getBytes(US_ASCII);
        var answer = new Answer(octets);
        assertTrue(answer.read(octets.length));
        assertEquals(503, answer.status());
        assertEquals('i', answer.kind());
        assertEquals(0xbeef, answer.call());
        assertArrayEquals("ours".getBytes(US_ASCII), answer.tag());
        assertFalse(answer.read(20), "no branch");
        octets[0] = 'B';
        assertFalse(answer.read(octets.length), "a request");
    }
}
