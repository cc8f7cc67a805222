package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
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
        b.leavesNothing();
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
    void aNotifyOfATransferGoesOnceMoreWithThePassword() {
        b = TrunkOf.bench(trunk);
        var leg = b.call();
        var invite = b.only();
        b.receive(response(200, invite, "p", SDP), TrunkOf.flow(2));
        b.receive(
                Bench.request(
                        "REFER",
                        Map.of(
                                "From",
                                header(invite, "To") + ";tag=p",
                                "To",
                                header(invite, "From"),
                                "Call-ID",
                                header(invite, "Call-ID"),
                                "CSeq",
                                "1 REFER",
                                "lines",
                                "Refer-To: <sip:1002@127.0.0.1:5060>\r\n"),
                        ""),
                TrunkOf.flow(2));
        var first = b.sent().getLast();
        assertEquals("2 NOTIFY", header(first, "CSeq"));
        challenge(first);
        var second = b.only();
        assertEquals("3 NOTIFY", header(second, "CSeq"));
        assertTrue(!header(second, "Proxy-Authorization").isEmpty(), second);
        assertEquals("message/sipfrag;version=2.0", header(second, "Content-Type"));
        assertTrue(second.endsWith("SIP/2.0 100 Trying\r\n"), second);
        ok(second, "");
        b.hub.referrals.getLast().progress(503);
        ok(b.only(), "");
        leg.hangUp("done");
        ok(b.only(), "");
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
