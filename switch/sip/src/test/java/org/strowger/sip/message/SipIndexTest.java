package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;

class SipIndexTest {

    @Rfc(number = 3261, section = "7.1")
    @Test
    void findsThePartsOfARequest() throws Exception {
        var index = index(SampleMessages.INVITE);

        assertTrue(index.isRequest());
        assertTrue(index.isMethod("INVITE"));
        assertEquals("INVITE", index.method());
        assertEquals("sip:4000@127.0.0.1:5060;transport=udp", index.requestUri());
        assertEquals(0, index.status());
        assertEquals("call-1@phone.example.com", index.callId());
        assertEquals("z9hG4bK-a1", index.branch());
        assertEquals("phone.example.com:5070", index.sentBy());
        assertEquals("SIP/2.0/UDP phone.example.com:5070;rport;branch=z9hG4bK-a1", index.topVia());
        assertEquals(17, index.cseq());
        assertEquals("INVITE", index.cseqMethod());
        assertEquals("from-1", index.fromTag());
        assertEquals("", index.toTag());
        assertEquals(70, index.maxForwards());
        assertEquals(4, index.contentLength());
        assertEquals(11, index.headerCount());
    }

    @Rfc(number = 3261, section = "7.2")
    @Test
    void findsThePartsOfAResponse() throws Exception {
        var index = index(SampleMessages.RINGING);

        assertFalse(index.isRequest());
        assertEquals(180, index.status());
        assertEquals("", index.method());
        assertEquals("", index.requestUri());
        assertEquals("[::1]:5060", index.sentBy());
        assertEquals("a", index.fromTag());
        assertEquals("b", index.toTag());
        assertEquals(-1, index.maxForwards());
        assertEquals(-1, index.contentLength());
    }

    @Rfc(number = 3261, section = "7.3.3")
    @Test
    void readsCompactNamesAndNamesInAnyCase() throws Exception {
        var index = index(SampleMessages.REGISTER);

        assertEquals("reg-1", index.callId());
        assertEquals("abc", index.fromTag());
        assertEquals("*", index.header("CONTACT"));
        assertEquals("0", index.header("Expires"));
        assertEquals("", index.header("Route"));
    }

    @Rfc(number = 3261, section = "7.3.1")
    @Test
    void joinsFoldedLinesAndLeavesTheCallersArrayAlone() throws Exception {
        var octets = SampleMessages.octets(SampleMessages.INVITE);
        var before = octets.clone();

        assertEquals("half,    past nine", SipIndex.of(octets).header("subject"));
        assertTrue(Arrays.equals(before, octets));
    }

    @Rfc(number = 4475, section = "3.1.1.1")
    @Test
    void readsTheTortuousViaOfRfc4475() throws Exception {
        var index =
                index(
                        SampleMessages.INVITE.replaceFirst(
                                "Via: .*\n",
                                """
                                v:  SIP  / 2.0  / TCP     spindle.example.com : 99  ;
                                  branch  =   z9hG4bK9ikj8  ,
                                 SIP  /    2.0   / UDP  192.168.255.111
                                """));

        assertEquals("z9hG4bK9ikj8", index.branch());
        assertEquals("spindle.example.com:99", index.sentBy());
    }

    @Rfc(number = 3261, section = "18.3")
    @Test
    void dropsWhatADatagramHasBeyondContentLength() throws Exception {
        var index = index(SampleMessages.INVITE + "more of it");

        assertEquals(4, index.bodyLength());
    }

    @Rfc(number = 3261, section = "18.3")
    @Test
    void takesTheRestOfTheDatagramWithoutContentLength() throws Exception {
        var index = index(SampleMessages.RINGING + "12345");

        assertEquals(5, index.bodyLength());
        assertEquals(SampleMessages.octets(SampleMessages.RINGING).length, index.bodyOffset());
    }

    @Rfc(number = 3261, section = "7.5")
    @Test
    void skipsEmptyLinesBeforeTheStartLine() throws Exception {
        assertEquals("INVITE", index("\n\n" + SampleMessages.INVITE).method());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 4|Content-Length: 5000|Body Shorter Than Content-Length",
                "Content-Length: 4|Content-Length: four|Malformed Content-Length",
                "Content-Length: 4|Content-Length: -4|Malformed Content-Length",
                "Content-Length: 4|Content-Length: 99999999999999999999|Malformed Content-Length",
                "Content-Length: 4|l: 4~Content-Length: 3|Repeated Single Header",
                "CSeq: 17 INVITE|CSeq: 17 BYE|CSeq Method Mismatch",
                "CSeq: 17 INVITE|CSeq: 2147483648 INVITE|Malformed CSeq",
                "CSeq: 17 INVITE|CSeq: INVITE|Malformed CSeq",
                "Max-Forwards: 70|Max-Forwards: 300|Malformed Max-Forwards",
                "Max-Forwards: 70|Max Forwards: 70|Malformed Header Name",
                "Max-Forwards: 70|no colon here|Malformed Header Name",
                "Via: SIP/2.0/UDP phone|Via: phone|Malformed Via",
                "SIP/2.0~|SIP/7.0~|Version Not Supported",
                "INVITE sip:4000|INVITE sip:4000 sip:4000|Malformed Request Line",
                "INVITE sip:4000|INVITE sip:4\t0|Malformed Request Line",
                "INVITE sip:4000|INVITE sip:\"4 0\"|Malformed Request Line",
                "Call-ID: call-1|Call-ID: call 1|Malformed Call-ID",
            })
    void aRequestWithAMistakeCanBeAnswered(String good, String bad, String problem) {
        var text =
                SampleMessages.INVITE.replaceFirst(good.replace('~', '\n'), bad.replace('~', '\n'));
        var malformed = assertThrows(MalformedSipMessageException.class, () -> index(text));

        assertEquals(problem, malformed.problem());
        assertTrue(malformed.answerable());
        assertEquals(problem.startsWith("Version") ? 505 : 400, malformed.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "CSeq"})
    void withoutWhatTheAnswerIsFoundByThereIsNoAnswer(String name) {
        var malformed =
                assertThrows(MalformedSipMessageException.class, () -> index(without(name)));

        assertEquals("Missing Mandatory Header", malformed.problem());
        assertFalse(malformed.answerable());
    }

    /** RFC 4475, section 3.3.1. */
    @ParameterizedTest
    @ValueSource(strings = {"From", "To", "Call-ID"})
    void withoutAnotherMandatoryHeaderTheAnswerGoesWithoutItToo(String name) {
        var malformed =
                assertThrows(MalformedSipMessageException.class, () -> index(without(name)));

        assertEquals("Missing Mandatory Header", malformed.problem());
        var source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        var request = Objects.requireNonNull(malformed.request());
        var answer = new String(StatelessResponse.of(request, source, 400, "X"), UTF_8);
        assertFalse(answer.contains("\r\n" + name + ":"), answer);
        assertTrue(answer.contains("\r\nCSeq: 17 INVITE\r\n"), answer);
    }

    @Test
    void aQuotedPairMayBeAControlCharacter() throws Exception {
        var index = index(SampleMessages.INVITE.replace("\"Bob", "\"\\\0\\\u0007\\\u007fBob"));

        assertEquals("from-1", index.fromTag());
    }

    private static String without(String name) {
        return SampleMessages.INVITE.replaceAll("(?m)^" + name + ":", "X:");
    }

    @Rfc(number = 3261, section = "17.1.1.3")
    @Test
    void anAckAndAResponseAreNeverAnswered() {
        var ack =
                SampleMessages.INVITE
                        .replace("INVITE", "ACK")
                        .replace("Max-Forwards: 70", "Max-Forwards: x");
        var response = SampleMessages.RINGING.replace("1 INVITE", "x INVITE");

        assertFalse(
                assertThrows(MalformedSipMessageException.class, () -> index(ack)).answerable());
        assertFalse(
                assertThrows(MalformedSipMessageException.class, () -> index(response))
                        .answerable());
    }

    @Test
    void aLimitIsAProblemThatCanBeAnswered() {
        assertProblem("Too Many Parameters", "Contact: <sip:a@b>" + ";a=b".repeat(65) + "\n");
        assertProblem("Too Many Parameters", "Route: " + "<sip:a>,".repeat(129) + "\n");
        assertProblem("Header Too Long", "X-Long: " + "x".repeat(SipLimits.LINE) + "\n");
        assertProblem("Header Too Long", "X-Long: " + "x\n ".repeat(SipLimits.LINE / 3) + "\n");
        assertProblem("Too Many Headers", "X: y\n".repeat(SipLimits.HEADER_LINES));
        assertProblem("Control Character In Header", "X: a\0b\n");
        assertProblem("Control Character In Header", "X: a\rb\n");
        assertProblem("Control Character In Header", "X: \"a\\\rb\"\n");
        assertProblem("Control Character In Header", "X: a\\\0b\n");
        assertProblem("Control Character In Header", "X: \"a\\\\\0b\"\n");
    }

    @Test
    void tenThousandHeaderParametersAreRefused() {
        assertProblem("Header Too Long", "Contact: <sip:a@b>" + ";abc".repeat(10_000) + "\n");
    }

    @Test
    void limitsThemselvesAreLegal() throws Exception {
        int others = SipLimits.HEADER_LINES - 11;
        var index =
                index(
                        with(
                                "Contact: <sip:a@b>"
                                        + ";a=b".repeat(64)
                                        + "\n"
                                        + "X: y\n".repeat(others - 1)));

        assertEquals(SipLimits.HEADER_LINES, index.headerCount());
    }

    @Test
    void whatIsNotSipIsNotAnswered() {
        for (var text :
                new String[] {"", "\n\n", "\0\0", "hello", "GET", "\u00ff\u00fe sip:a SIP/2.0"}) {
            var malformed =
                    assertThrows(MalformedSipMessageException.class, () -> index(text), text);
            assertFalse(malformed.answerable());
        }
        var tooLarge = new byte[SipLimits.MESSAGE + 1];
        assertThrows(MalformedSipMessageException.class, () -> SipIndex.of(tooLarge));
    }

    @Test
    void aMessageCutOffAnywhereIsRefusedOrWhole() {
        var octets = SampleMessages.octets(SampleMessages.INVITE);
        for (int length = 0; length < octets.length - 1; length++) {
            var cut = Arrays.copyOf(octets, length);
            assertThrows(MalformedSipMessageException.class, () -> SipIndex.of(cut));
        }
    }

    @Test
    void saysHowAHeaderBegins() throws Exception {
        var index = index(with("user-agent :  Friendly-Scanner/1\nUser-Agent: other\n"));
        assertTrue(index.begins("user-agent", List.of("sipcli", "friendly-scanner")));
        assertFalse(index.begins("user-agent", List.of("friendly-scanner/1.2", "scanner")));
        assertFalse(index.begins("user-agent", List.of("other")), "the first one counts");
        assertFalse(index.begins("server", List.of("friendly-scanner")));
        assertFalse(index.begins("user-agent", List.of()));
    }

    @Test
    void knowsARequestInsideADialog() throws Exception {
        assertFalse(index(SampleMessages.INVITE).hasToTag());
        assertTrue(index(SampleMessages.RINGING).hasToTag());
    }

    private static void assertProblem(String problem, String lines) {
        var malformed = assertThrows(MalformedSipMessageException.class, () -> index(with(lines)));
        assertEquals(problem, malformed.problem());
        assertTrue(malformed.answerable());
    }

    private static String with(String lines) {
        return SampleMessages.INVITE.replace("Content-Type", lines + "Content-Type");
    }

    private static SipIndex index(String text) throws MalformedSipMessageException {
        return SipIndex.of(text.replace("\n", "\r\n").getBytes(UTF_8));
    }
}
