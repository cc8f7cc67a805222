package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;

/** What the core tells whoever watches the sources, and what it says of those that are served. */
class OffencesTest {

    private static final String CONTACT = "<sip:1001@127.0.0.9:5060>";
    private static final Flow STRANGER = Bench.flow("127.0.0.7", 7_000);

    private final Bench b = new Bench();

    @AfterEach
    void nothingIsLeft() {
        b.hub.legs.forEach(leg -> leg.hangUp("over"));
        b.leavesNothing();
        assertEquals(b.core.registrations(), b.ways);
    }

    private List<String> offences() {
        var since = List.copyOf(b.offences);
        b.offences.clear();
        return since;
    }

    @Test
    void aRightPasswordIsNone() {
        b.register(CONTACT, 1, "");
        assertEquals(List.of(), offences());
    }

    @Test
    void wrongPasswordsAreToldAndSoIsSomebodyElsesPassword() {
        b.receive(Registers.register("1001", "1001", "guess", b, CONTACT, 1, ""));
        assertEquals(List.of("127.0.0.9 WRONG_PASSWORD"), offences());
        b.receive(Registers.register("1002", "1001", "demo-1001", b, CONTACT, 3, ""));
        assertEquals(List.of("127.0.0.9 WRONG_PASSWORD"), offences());
    }

    @Test
    void usersAndNumbersThatDoNotExistAreTold() {
        b.receive(Registers.message("4711", CONTACT, 1, ""));
        assertEquals(List.of("127.0.0.9 UNKNOWN"), offences());
        b.hub.onIncoming = leg -> leg.reject(404);
        b.receive(Bench.invite(Map.of()), STRANGER);
        assertEquals(List.of("127.0.0.7 UNKNOWN"), offences());
        b.hub.onIncoming = leg -> leg.reject(486);
        b.receive(Bench.invite(Map.of("branch", "z9hG4bK-2", "Call-ID", "2")), STRANGER);
        assertEquals(List.of(), offences());
    }

    @Test
    void aUserOfOursMayMistypeANumber() {
        b.receive(Bench.invite(Map.of("From", "<sip:1001@h>;tag=x")));
        var line = Registers.authorization("1001", "demo-1001", "INVITE", b.only());
        b.hub.onIncoming = leg -> leg.reject(404);
        b.receive(
                Bench.invite(
                        Map.of(
                                "From", "<sip:1001@h>;tag=x",
                                "CSeq", "2 INVITE",
                                "branch", "z9hG4bK-2",
                                "lines", line)));
        assertEquals(1, b.hub.legs.size());
        assertEquals(List.of(), offences());
    }

    @Test
    void requestsThatBelongToNothingAreTold() {
        for (var method : List.of("BYE", "CANCEL", "UPDATE")) {
            b.receive(Bench.request(method, Map.of(), ""), STRANGER);
            assertEquals(List.of("127.0.0.7 STRAY"), offences(), method);
        }
        b.receive(Bench.request("BYE", Map.of("To", "<sip:4000@h>;tag=none"), ""), STRANGER);
        assertEquals(List.of("127.0.0.7 STRAY"), offences());
        b.receive(Bench.request("ACK", Map.of("To", "<sip:4000@h>;tag=none"), ""), STRANGER);
        assertEquals(List.of(), offences(), "an ACK of a refusal is none");
    }

    @Test
    void whatTheGrammarRefusesIsTold() {
        b.receive(Bench.invite(Map.of("Contact", "<sip:a@[::1>")), STRANGER);
        assertEquals(List.of("127.0.0.7 MALFORMED"), offences());
    }

    @Test
    void everyContactIsToldOnceAndItsEndOnce() {
        b.register("<sip:a@10.0.0.1>, <sip:b@10.0.0.1>", 1, "Expires: 60\r\n");
        assertEquals(2, b.ways);
        b.register("<sip:a@10.0.0.1>", 3, "Expires: 60\r\n");
        assertEquals(2, b.ways);
        b.register("<sip:b@10.0.0.1>", 5, "Expires: 0\r\n");
        assertEquals(1, b.ways);
        b.rest();
        b.rest();
        assertEquals(0, b.ways);
    }

    @Test
    void aWayIsServedByWhichAUserRegistered() {
        b.register(CONTACT, 1, "");
        assertTrue(b.core.isServed(Bench.flow("127.0.0.9", 5_060)));
        assertFalse(b.core.isServed(Bench.flow("127.0.0.9", 5_061)));
    }

    @Test
    void aStrangersCallHasAPortOnceItIsAcknowledgedAndServesNobody() {
        b.receive(Bench.invite(Map.of()), STRANGER);
        assertEquals(Set.of(), ports());
        b.hub.leg().answer(Bench.OURS);
        var ok = b.sent().getLast();
        assertEquals(Set.of(), ports(), "an INVITE alone costs nothing");
        b.receive(Bench.inDialog("ACK", 1, ok, ""), STRANGER);
        assertEquals(Set.of(7_000), ports());
        assertFalse(b.core.isServed(STRANGER));
        b.receive(Bench.inDialog("BYE", 2, ok, ""), STRANGER);
        assertEquals(Set.of(), ports());
    }

    private Set<Integer> ports() {
        return b.core.portsInCalls(InetAddress.ofLiteral("127.0.0.7")::equals);
    }
}
