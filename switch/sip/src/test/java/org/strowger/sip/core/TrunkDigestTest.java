package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.registrar.Credentials;

/** A trunk that wants to know who calls (RFC 3261, section 22). */
class TrunkDigestTest {

    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"c\", nonce=\"n1\"";

    private final TrunkOf trunk = new TrunkOf("peer", 2, 3);
    private Bench b = new Bench();

    @BeforeEach
    void withPassword() {
        trunk.credentials = new Credentials("me", "secret");
        b = TrunkOf.bench(trunk);
    }

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private static String challenge(int status, String request, String line) {
        return response(status, request, "x", "")
                .replace("\r\nContact", "\r\n" + line + "\r\nContact");
    }

    @Rfc(number = 3261, section = "22.2")
    @Test
    void theSameCallGoesOutOnceMoreWithCredentials() {
        b.call();
        var first = b.only();
        assertEquals("", header(first, "Authorization"));
        b.receive(challenge(401, first, CHALLENGE + ", qop=\"auth\""), TrunkOf.flow(2));
        var sent = b.sent();
        assertTrue(sent.getFirst().startsWith("ACK "), sent::toString);
        var second = sent.getLast();
        for (var same : List.of("Call-ID", "From", "To")) {
            assertEquals(header(first, same), header(second, same));
        }
        assertEquals("2 INVITE", header(second, "CSeq"));
        var authorization = header(second, "Authorization");
        assertTrue(
                authorization.startsWith(
                        "Digest username=\"me\", realm=\"c\", nonce=\"n1\","
                                + " uri=\"sip:4003@127.0.0.2:5070\", response=\""),
                authorization);
        b.receive(response(200, second, "p", SDP), TrunkOf.flow(2));
        var ack = b.only();
        assertTrue(ack.startsWith("ACK "), ack);
        assertEquals(authorization, header(ack, "Authorization"), "section 22.1");
        assertEquals("2 ACK", header(ack, "CSeq"));
        b.receive(TrunkOf.bye(1, second));
        assertEquals(List.of("out answered 4000", "out ended BYE 0"), b.hub.told());
        assertFalse(first.contains("secret") || second.contains("secret"));
    }

    @Test
    void aRefusedPasswordEndsTheCall() {
        b.call();
        b.receive(challenge(407, b.only(), "Proxy-Authenticate: Digest realm=\"c\", nonce=\"n\""));
        var second = b.sent().getLast();
        assertTrue(header(second, "Proxy-Authorization").startsWith("Digest "), second);
        b.receive(challenge(407, second, "Proxy-Authenticate: Digest realm=\"c\", nonce=\"m\""));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out ended REJECTED 407"), b.hub.told());
    }

    @Test
    void aStaleNonceIsNoRefusal() {
        b.call();
        b.receive(challenge(401, b.only(), CHALLENGE));
        b.receive(challenge(401, b.sent().getLast(), CHALLENGE + ", stale=true"));
        var third = b.sent().getLast();
        assertEquals("3 INVITE", header(third, "CSeq"));
        b.receive(response(404, third, "x", ""));
    }

    @Test
    void whatCannotBeAnsweredEndsTheCall() {
        b.call();
        b.receive(challenge(401, b.only(), CHALLENGE + ", algorithm=SHA-1"));
        b.call();
        b.receive(response(401, b.sent().getLast(), "x", ""));
        trunk.credentials = null;
        assertEquals(List.of("out ended REJECTED 401", "out ended REJECTED 401"), b.hub.told());
        b = TrunkOf.bench(trunk);
        b.call();
        b.receive(challenge(401, b.only(), CHALLENGE));
        assertEquals(List.of("out ended REJECTED 401"), b.hub.told());
    }

    @Test
    void whoHasHungUpIsNotCalledAgain() {
        var leg = b.call();
        leg.hangUp("gone");
        b.receive(challenge(401, b.only(), CHALLENGE));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out ended OURS 401"), b.hub.told());
    }

    @Test
    void theNextHostHasItsOwnChallenge() {
        b.call();
        b.receive(challenge(401, b.only(), CHALLENGE), TrunkOf.flow(2));
        b.receive(response(503, b.sent().getLast(), "x", ""), TrunkOf.flow(2));
        var elsewhere = b.sent().getLast();
        assertEquals("", header(elsewhere, "Authorization"));
        b.receive(challenge(401, elsewhere, CHALLENGE), TrunkOf.flow(3));
        var again = b.sent().getLast();
        assertTrue(
                header(again, "Authorization").contains("uri=\"sip:4003@127.0.0.3:5070\""), again);
        b.receive(response(404, again, "x", ""), TrunkOf.flow(3));
    }
}
