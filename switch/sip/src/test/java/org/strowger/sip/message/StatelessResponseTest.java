package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class StatelessResponseTest {

    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.9", 41_000);

    @Rfc(number = 3261, section = "8.2.6.2")
    @Test
    void copiesWhatRfc3261Section8262Asks() throws Exception {
        var text = respond(SampleMessages.INVITE, 503, "Service Unavailable", "Retry-After: 3");

        assertEquals(
                """
                SIP/2.0 503 Service Unavailable
                Via: SIP/2.0/UDP phone.example.com:5070;branch=z9hG4bK-a1;received=127.0.0.9;rport=41000, SIP/2.0/UDP b.example.com
                Via: SIP/2.0/TCP c.example.com;branch=z9hG4bK-c
                From: "Bob \\"; tag=no" <sip:bob@example.com;x=1>;tag=from-1
                To: <sip:4000@127.0.0.1>;tag=TAG
                Call-ID: call-1@phone.example.com
                CSeq: 17 INVITE
                Retry-After: 3
                Content-Length: 0

                """,
                text.replaceFirst("(To: .*;tag=)r[0-9a-f]{16}", "$1TAG").replace("\r\n", "\n"));
    }

    @Test
    void isAMessageThatBothParsersRead() throws Exception {
        for (var sample : new String[] {SampleMessages.INVITE, SampleMessages.REGISTER}) {
            var index = SipIndex.of(respond(sample, 400, "Bad Request").getBytes(UTF_8));
            assertEquals(400, index.status());
            assertEquals(
                    400,
                    ((gov.nist.javax.sip.message.SIPResponse) RiMessages.read(index))
                            .getStatusCode());
            assertNull(new SipMessages().parse(index).requestUri());
        }
    }

    @Rfc(number = 3261, section = "8.2.7")
    @Test
    void theSameRequestGetsTheSameTag() throws Exception {
        assertEquals(
                respond(SampleMessages.INVITE, 400, "x"), respond(SampleMessages.INVITE, 400, "x"));
    }

    @Test
    void aTagThatIsThereStays() throws Exception {
        var text =
                respond(
                        SampleMessages.INVITE.replace("To: <sip:4000@127.0.0.1>", "t: sip:4;tag=x"),
                        400,
                        "Bad Request");
        assertTrue(text.contains("To: sip:4;tag=x\r\n"), text);
    }

    @Rfc(number = 3261, section = "8.2.6.2")
    @Test
    void tryingHasNoTag() throws Exception {
        assertTrue(
                respond(SampleMessages.INVITE, 100, "Trying")
                        .contains("To: <sip:4000@127.0.0.1>\r\n"));
    }

    @Rfc(number = 3261, section = "18.2.1")
    @Test
    void receivedIsSaidOnlyWhereItTellsSomething() throws Exception {
        var via = "Via: SIP/2.0/UDP 127.0.0.9:5070;branch=z9hG4bK-1\n";
        var text = respond(SampleMessages.REGISTER.replaceFirst("v: .*\n", via), 400, "x");
        assertFalse(text.contains("received"), text);
    }

    @Rfc(number = 3261, section = "18.2.1")
    @Test
    void aForgedReceivedIsReplaced() throws Exception {
        var via = "Via: SIP/2.0/UDP h;received=192.0.2.1;branch=z9hG4bK-1 ;rport=7 \n";
        var text = respond(SampleMessages.REGISTER.replaceFirst("v: .*\n", via), 400, "x");
        assertTrue(
                text.contains(
                        "Via: SIP/2.0/UDP h;branch=z9hG4bK-1;received=127.0.0.9;rport=41000\r\n"),
                text);
    }

    @Rfc(number = 5118, section = "4.5")
    @Test
    void anIpv6SourceIsWrittenWithoutBrackets() throws Exception {
        var via = "Via: SIP/2.0/UDP [::1]:5070;branch=z9hG4bK-1\n";
        var index =
                SipIndex.of(
                        SampleMessages.octets(
                                SampleMessages.REGISTER.replaceFirst("v: .*\n", via)));
        var source = new InetSocketAddress("2001:db8::1", 5070);
        var text = new String(StatelessResponse.of(index, source, 400, "x"), UTF_8);
        assertTrue(text.contains(";received=2001:db8:0:0:0:0:0:1\r\n"), text);
    }

    @Test
    void answersWithoutReadingTheGrammarChangeNothingInTheRequest() throws Exception {
        var octets = SampleMessages.octets(SampleMessages.INVITE);
        var before = octets.clone();
        StatelessResponse.of(SipIndex.of(octets), SOURCE, 400, "Bad Request");
        assertArrayEquals(before, octets);
    }

    private static String respond(String request, int status, String reason, String... headers)
            throws Exception {
        var index = SipIndex.of(SampleMessages.octets(request));
        return new String(StatelessResponse.of(index, SOURCE, status, reason, headers), UTF_8);
    }
}
