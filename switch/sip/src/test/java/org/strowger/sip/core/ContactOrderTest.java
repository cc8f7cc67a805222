package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipLeg;

/** A user with several contacts (RFC 3261, sections 10.2.1.2 and 16.6), and where they are. */
class ContactOrderTest {

    private final Bench b = new Bench();
    private int cseq = 1;

    @AfterEach
    void leavesNothingBehind() {
        register("*", "Expires: 0\r\n");
        b.leavesNothing();
    }

    private String register(String contact, String lines) {
        b.register(contact, cseq, lines);
        cseq += 2;
        return b.sent().getLast();
    }

    private SipLeg call() {
        return b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                b.hub.listener("out"));
    }

    /** The INVITE that was sent since the last look. */
    private String invite() {
        var invites = b.sent().stream().filter(text -> text.startsWith("INVITE ")).toList();
        assertEquals(1, invites.size(), invites::toString);
        return invites.getFirst();
    }

    private static String uri(String invite) {
        return invite.substring("INVITE ".length(), invite.indexOf(" SIP/2.0"));
    }

    @Test
    void theMostPreferredIsTriedFirst() {
        register(
                "<sip:a@127.0.0.9:5071>;q=0.3, <sip:b@127.0.0.9:5072>,"
                        + " <sip:c@127.0.0.9:5073>;q=0.50",
                "");
        call();
        var first = invite();
        assertEquals("sip:b@127.0.0.9:5072", uri(first));
        b.receive(response(480, first, "x", ""));
        var second = invite();
        assertEquals("sip:c@127.0.0.9:5073", uri(second));
        assertEquals(header(first, "Call-ID"), header(second, "Call-ID"));
        assertEquals(header(first, "From"), header(second, "From"));
        assertNotEquals(header(first, "Via"), header(second, "Via"));
        b.receive(response(486, second, "y", ""));
        var third = invite();
        assertEquals("sip:a@127.0.0.9:5071", uri(third));
        b.receive(response(404, third, "z", ""));
        assertEquals(List.of("reachable 1001", "out ended REJECTED 404"), b.hub.told());
    }

    @ParameterizedTest
    @ValueSource(ints = {486, 404, 603, 600})
    void whoRefusesIsNotFollowedByItsEquals(int status) {
        register("<sip:a@127.0.0.9:5071>, <sip:b@127.0.0.9:5072>", "");
        call();
        var invite = invite();
        assertEquals("sip:b@127.0.0.9:5072", uri(invite), "the one that registered last");
        b.receive(response(status, invite, "x", ""));
        assertEquals(List.of("reachable 1001", "out ended REJECTED " + status), b.hub.told());
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 603, 606})
    void whoRefusesForAllIsNotFollowedAtAll(int status) {
        register("<sip:a@127.0.0.9:5071>;q=0.1, <sip:b@127.0.0.9:5072>", "");
        call();
        b.receive(response(status, invite(), "x", ""));
        assertEquals("out ended REJECTED " + status, b.hub.told().getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 410, 480, 503})
    void whoIsNotThereIsFollowedByItsEquals(int status) {
        register("<sip:a@127.0.0.9:5071>, <sip:b@127.0.0.9:5072>", "");
        call();
        b.receive(response(status, invite(), "x", ""));
        var second = invite();
        assertEquals("sip:a@127.0.0.9:5071", uri(second));
        b.receive(response(486, second, "x", ""));
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    @Test
    void whoSaysNothingIsFollowedAndEndedShouldHeAnswerLate() {
        register("<sip:a@127.0.0.9:5071>, <sip:b@127.0.0.9:5072>", "");
        call();
        var first = invite();
        b.time.advanceMillis(3_900);
        b.sent();
        b.time.advanceMillis(200);
        var second = invite();
        assertEquals("sip:a@127.0.0.9:5071", uri(second));
        b.receive(response(200, first, "late", Bench.SDP));
        var ended = b.started();
        assertEquals(List.of("ACK", "BYE"), ended);
        b.receive(response(486, second, "x", ""));
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    @Test
    void aHangUpEndsTheSearch() {
        register("<sip:a@127.0.0.9:5071>, <sip:b@127.0.0.9:5072>", "");
        var leg = call();
        var first = invite();
        b.receive(response(180, first, "x", ""));
        leg.hangUp("enough");
        b.receive(response(487, first, "x", ""));
        assertEquals(List.of("CANCEL", "ACK"), b.started());
        assertEquals("out ended OURS 487", b.hub.told().getLast());
    }

    @Test
    void theQValueIsTold() {
        var ok = register("<sip:a@127.0.0.9:5071>;q=0.25;expires=100", "");
        assertEquals("<sip:a@127.0.0.9:5071>;expires=100;q=0.250", header(ok, "Contact"));
        ok = register("<sip:a@127.0.0.9:5071>;q=1.0;expires=100", "");
        assertEquals("<sip:a@127.0.0.9:5071>;expires=100", header(ok, "Contact"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "0.1234", "2", "-0.1", "x"})
    void aQValueThatIsNoneIsRefused(String q) {
        var answer = register("<sip:a@127.0.0.9:5071>;q=" + q, "");
        assertTrue(answer.startsWith("SIP/2.0 400"), answer);
    }

    @ParameterizedTest(name = "Via as sent, {0} from port {1}: calls go to {2}")
    @CsvSource({
        "sip:a@127.0.0.9:5071,               5060, 127.0.0.9:5071",
        "sip:a@127.0.0.8,                    5060, 127.0.0.8:5060",
        "sip:a@127.0.0.8;transport=UDP,      5060, 127.0.0.8:5060",
        "sip:a@127.0.0.8;transport=tcp,      5060, 127.0.0.9:5060",
        "sip:a@phone.example.com,            5060, 127.0.0.9:5060",
        "sip:a@239.1.2.3,                    5060, 127.0.0.9:5060",
        "sip:a@0.0.0.0,                      5060, 127.0.0.9:5060",
        "sip:a@10.0.0.1:5060,                4711, 127.0.0.9:4711",
        "sip:a@127.0.0.9:5060,               4711, 127.0.0.9:4711",
    })
    void aContactIsReachedElsewhereOnlyBehindANat(String contact, int port, String at) {
        b.receive(
                Registers.register("1001", "1001", "demo-1001", b, '<' + contact + '>', cseq, ""),
                Bench.flow("127.0.0.9", port));
        cseq += 2;
        b.sent();
        call();
        var to = b.flows.getLast().remote();
        assertEquals(at, to.getHostString() + ':' + to.getPort());
        var invite = invite();
        assertEquals(contact, uri(invite), "the URI stays as it was written");
        b.receive(response(486, invite, "x", ""));
    }
}
