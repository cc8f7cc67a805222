package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.SipCounter;

/** A host of a trunk sends a call on: within the trunk, with the same number, and nowhere else. */
class TrunkRedirectionTest {

    private static final int OTHERS_PORT = 5_070;

    private final TrunkOf trunk = new TrunkOf("peer", 2, 3, 4);
    private Bench b = TrunkOf.bench(trunk);

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private static String redirect(int status, String invite, String contact) {
        return response(status, invite, "x", "")
                .replaceAll("\r\nContact: .*", "\r\nContact: " + contact);
    }

    private static String at(int host) {
        return "<sip:4003@127.0.0." + host + ":5070>";
    }

    private String sentOn(String contact) {
        b.call();
        b.receive(redirect(302, b.only(), contact), TrunkOf.flow(2));
        return b.sent.getLast();
    }

    @Rfc(number = 3261, section = "8.1.3.4")
    @Test
    void theCallGoesOnToAnotherHostOfTheTrunk() {
        b.call();
        var first = b.only();
        b.receive(redirect(302, first, at(4)), TrunkOf.flow(2));
        assertEquals(4, TrunkOf.last(b));
        var sent = b.sent();
        assertTrue(sent.getFirst().startsWith("ACK "), sent::toString);
        var second = sent.getLast();
        assertTrue(second.startsWith("INVITE sip:4003@127.0.0.4:5070 SIP/2.0\r\n"), second);
        for (var same : List.of("Call-ID", "From", "To", "Max-Forwards")) {
            assertEquals(header(first, same), header(second, same));
        }
        assertEquals("2 INVITE", header(second, "CSeq"));
        assertEquals(1, b.counters.value(SipCounter.TRUNK_REDIRECTED));
        b.receive(response(404, second, "y", ""), TrunkOf.flow(4));
        assertEquals(List.of("out ended REJECTED 404"), b.hub.told());
    }

    @Rfc(number = 3261, section = "8.1.3.4")
    @Test
    void theMostPreferredIsTakenAndTheNumberIsTheOneThatWasDialled() {
        var ported = "<sip:4003;rn=+4930;npdi@127.0.0.3:5070;x=1?Subject=hi>;q=0.9";
        var second = sentOn(at(4) + ";q=0.5, " + ported + ", <sip:1@127.0.0.9>");
        assertTrue(second.startsWith("INVITE sip:4003@127.0.0.3:5070;x=1 SIP/2.0\r\n"), second);
        assertEquals("", header(second, "Subject"));
        b.receive(response(404, second, "y", ""), TrunkOf.flow(3));
    }

    /** A host that sends the call back is a loop; one that fails is followed by those left. */
    @Test
    void noHostHasTheSameCallTwice() {
        var second = sentOn(at(3));
        b.receive(redirect(302, second, at(2)), TrunkOf.flow(3));
        assertEquals(List.of("out ended REJECTED 302"), b.hub.told());
        b.sent();
        var again = sentOn(at(3));
        b.receive(response(503, again, "y", ""), TrunkOf.flow(3));
        assertEquals(4, TrunkOf.last(b));
        b.receive(response(404, b.sent().getLast(), "y", ""), TrunkOf.flow(4));
    }

    @Rfc(number = 3261, section = "8.1.3.4")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:4003@127.0.0.9:5070>", // nobody we know
                "<sip:4003@127.0.0.3>", // another port
                "<sip:4003@127.0.0.3:5070;transport=tcp>",
                "<sip:0900123@127.0.0.3:5070>", // another number
                "<sip:4003@127.0.0.3:5070;maddr=127.0.0.9>",
                "<sip:4003@127.0.0.3:5070;method=MESSAGE>",
                "<sips:4003@127.0.0.3:5070>",
                "<tel:4003>",
                "<sip:127.0.0.3:5070>",
                "<sip:4003@carrier.example>",
                "<sip:4003@127.0.0.2:5070>" // itself
            })
    void nowhereElse(String contact) {
        assertTrue(sentOn(contact).startsWith("ACK "));
        assertEquals(List.of("out ended REJECTED 302"), b.hub.told());
        assertEquals(480, b.hub.lastEnd().refusal());
        assertEquals(23, b.hub.lastEnd().refusalCause());
        assertEquals(1, b.counters.value(SipCounter.TRUNK_REDIRECT_REFUSED));
    }

    @ParameterizedTest
    @CsvSource({"301, 410, 22", "305, 480, 23", "380, 480, 23"})
    void whatIsNotFollowedSaysWhy(int status, int refusal, int cause) {
        b.call();
        var elsewhere = "<sip:4003@127.0.0.9:" + OTHERS_PORT + '>';
        b.receive(redirect(status, b.only(), elsewhere), TrunkOf.flow(2));
        assertEquals(refusal, b.hub.lastEnd().refusal());
        assertEquals(cause, b.hub.lastEnd().refusalCause());
    }

    @Test
    void aHostThatStayedSilentIsNotCalledAgain() {
        b.call();
        b.receive(response(503, b.only(), "x", ""), TrunkOf.flow(2));
        b.receive(redirect(302, b.sent().getLast(), at(2)), TrunkOf.flow(3));
        assertEquals("out ended REJECTED 302", b.hub.told().getLast());
        b.sent();
    }

    @Test
    void theNumberIsTheOneThatTheTrunkWasSent() {
        b.call();
        b.receive(redirect(301, b.only(), at(3).replace("4003", "%34003")), TrunkOf.flow(2));
        assertEquals(3, TrunkOf.last(b));
        b.receive(response(404, b.sent().getLast(), "y", ""), TrunkOf.flow(3));
    }
}
