package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.SipLeg;
import org.strowger.sip.registrar.Credentials;

/** A trunk that challenges requests inside a dialog (RFC 3261, section 22.2). */
class DialogChallengeTest {

    private static final String CHALLENGE =
            "\r\nProxy-Authenticate: Digest realm=\"c\", nonce=\"n1\"\r\nContact";

    private final TrunkOf trunk = new TrunkOf("peer", 2);
    private Bench b = new Bench();

    @BeforeEach
    void withPassword() {
        trunk.credentials = new Credentials("me", "secret");
    }

    /** A call that is answered. */
    private SipLeg begin() {
        b = TrunkOf.bench(trunk);
        var leg = b.call();
        b.receive(response(200, b.only(), "p", SDP), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out answered 4000"), b.hub.told());
        return leg;
    }

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    private void challenge(String request) {
        b.receive(
                response(407, request, "", "").replace("\r\nContact", CHALLENGE), TrunkOf.flow(2));
    }

    private void ok(String request, String body) {
        b.receive(response(200, request, "", body), TrunkOf.flow(2));
    }

    @Test
    void aByeGoesOnceMoreWithThePassword() {
        begin().hangUp("done");
        var first = b.only();
        challenge(first);
        assertEquals(List.of(), b.hub.told(), "not over yet");
        var second = b.only();
        assertTrue(second.startsWith("BYE sip:peer@127.0.0.2:5070 "), second);
        assertEquals("2 BYE", header(first, "CSeq"));
        assertEquals("3 BYE", header(second, "CSeq"));
        assertEquals("", header(first, "Proxy-Authorization"));
        var shown = header(second, "Proxy-Authorization");
        assertTrue(shown.contains("uri=\"sip:peer@127.0.0.2:5070\""), shown);
        ok(second, "");
        assertEquals(List.of("out ended OURS 0"), b.hub.told());
    }

    @Test
    void aPasswordThatIsRefusedEndsItAsBefore() {
        begin().hangUp("done");
        challenge(b.only());
        challenge(b.only());
        assertEquals(List.of(), b.sent(), "not a third time");
        assertEquals(List.of("out ended OURS 0"), b.hub.told());
    }

    @Test
    void withoutAPasswordAChallengeIsAnAnswer() {
        trunk.credentials = null;
        begin().hangUp("done");
        challenge(b.only());
        assertEquals(List.of("out ended OURS 0"), b.hub.told());
    }

    @Test
    void aReInviteAndItsAckHaveThePassword() {
        var leg = begin();
        b.time.advanceMillis(900_100);
        var first = b.only();
        assertTrue(first.startsWith("INVITE "), first);
        challenge(first);
        var sent = b.sent();
        assertTrue(sent.getFirst().startsWith("ACK "), sent::toString);
        assertEquals("2 ACK", header(sent.getFirst(), "CSeq"));
        var second = sent.getLast();
        assertEquals("3 INVITE", header(second, "CSeq"));
        ok(second, SDP);
        var ack = b.only();
        assertEquals("3 ACK", header(ack, "CSeq"));
        assertEquals(header(second, "Proxy-Authorization"), header(ack, "Proxy-Authorization"));
        assertEquals(List.of("out again 4000"), b.hub.told());
        leg.hangUp("done");
        ok(b.only(), "");
    }
}
