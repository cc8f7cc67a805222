package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/** The order of "who is calling". */
class IdentityTest {

    private static final Flow TRUNK = Bench.flow("127.0.0.2", 5_060);
    private static final Flow STRANGER = Bench.flow("127.0.0.9", 5_060);

    private final Bench b = new Bench();

    @Test
    void takesATrunkByItsAddressAndAnybodyElseAsAnonymous() {
        b.receive(invite("555", 1, ""), TRUNK);
        assertEquals(new Caller.Trunk("peer"), b.hub.leg().caller());
        b.receive(invite("556", 2, ""), STRANGER);
        assertEquals(new Caller.Anonymous(), b.hub.leg().caller());
    }

    @Rfc(number = 3261, section = "22.2")
    @Test
    void challengesALocalUserEvenFromATrunksAddress() {
        b.receive(invite("1001", 1, ""), TRUNK);
        var challenge = b.only();
        assertTrue(challenge.startsWith("SIP/2.0 401"), challenge);
        assertEquals(0, b.core.serverTransactions(), "a challenge holds no state");
        var right = Registers.authorization("1001", "demo-1001", "INVITE", challenge);
        b.receive(invite("1001", 2, right), TRUNK);
        assertEquals(new Caller.User("1001"), b.hub.leg().caller());
    }

    @Test
    void refusesAnotherUsersPassword() {
        b.receive(invite("1001", 1, ""), STRANGER);
        var right = Registers.authorization("1002", "demo-1002", "INVITE", b.only());
        b.receive(invite("1001", 2, right), STRANGER);
        assertEquals(List.of("403"), b.started());
        assertEquals(0, b.hub.legs.size());
    }

    @Rfc(number = 3261, section = "22.2")
    @Test
    void asksAgainWithANewNonceAfterAWrongPassword() {
        b.receive(invite("1001", 1, ""), STRANGER);
        var first = b.only();
        var wrong = Registers.authorization("1001", "demo-1002", "INVITE", first);
        b.receive(invite("1001", 2, wrong), STRANGER);
        var second = b.only();
        assertTrue(second.startsWith("SIP/2.0 401"), second);
        assertTrue(!nonce(second).equals(nonce(first)));
        assertEquals(1, b.counters.value(SipCounter.AUTHENTICATION_FAILED));
        assertEquals(2, b.counters.value(SipCounter.CHALLENGED));
    }

    @Test
    void challengesWhateverComesByARegisteredFlow() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        b.receive(invite("555", 1, ""), STRANGER);
        assertEquals(List.of("401"), b.started());
        b.receive(invite("555", 2, ""), Bench.flow("127.0.0.9", 5_061));
        assertEquals(new Caller.Anonymous(), b.hub.leg().caller());
    }

    @Test
    void knowsAPhoneThatWithholdsItsNumberByItsPassword() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        b.receive(invite("anonymous", 1, ""), STRANGER);
        var challenge = b.only();
        var right = Registers.authorization("1001", "demo-1001", "INVITE", challenge);
        b.receive(invite("anonymous", 2, right), STRANGER);
        assertEquals(new Caller.User("1001"), b.hub.leg().caller());
        assertEquals("", b.hub.leg().callerNumber());
        b.receive(invite("1002", 3, ""), STRANGER);
        var other = Registers.authorization("1001", "demo-1001", "INVITE", b.sent().getLast());
        b.receive(invite("1002", 4, other), STRANGER);
        assertEquals(List.of("403"), b.started(), "nobody calls as another user");
    }

    @Test
    void neverChallengesOptions() {
        b.receive(Bench.request("OPTIONS", Map.of("From", "<sip:1001@127.0.0.1>;tag=x"), ""));
        assertEquals(List.of("200"), b.started());
    }

    @Rfc(number = 3323, section = "4.1.1.2")
    @Test
    void withholdsTheNumberOfAnAnonymousCaller() {
        b.receive(invite("anonymous", 1, ""), TRUNK);
        assertEquals("", b.hub.leg().callerNumber());
    }

    private static String nonce(String challenge) {
        return challenge.substring(challenge.indexOf("nonce="), challenge.indexOf(", algorithm"));
    }

    private static String invite(String user, int cseq, String lines) {
        return Bench.invite(
                Map.of(
                        "From", "<sip:" + user + "@127.0.0.1>;tag=x",
                        "CSeq", cseq + " INVITE",
                        "branch", "z9hG4bK-" + user + cseq,
                        "lines", lines));
    }
}
