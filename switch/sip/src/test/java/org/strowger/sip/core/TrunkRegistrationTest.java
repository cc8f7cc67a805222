package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.TrunkState.Registration;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;

/** A trunk that is told where we are. */
class TrunkRegistrationTest {

    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"c\", nonce=\"n1\", qop=\"auth\"";

    private final TrunkOf trunk = new TrunkOf("peer", 2, 3);
    private Bench b = new Bench();

    @BeforeEach
    void open() {
        trunk.credentials = new Credentials("me", "secret");
        trunk.registering = new Registering("49301", 100, 30);
        trunk.domain = "carrier.example";
        begin();
    }

    private void begin() {
        b = TrunkOf.bench(trunk);
        b.core.openTrunks();
        b.time.advanceMillis(5);
    }

    @AfterEach
    void leavesNothingBehind() {
        b.core.closeTrunks();
        assertEquals(0, b.core.trunkTimers());
        b.leavesNothing();
        assertNotEquals(Registration.TRYING, state());
    }

    private Registration state() {
        return b.core.trunks().getFirst().registration();
    }

    private String register() {
        var register = b.sent().getLast();
        assertTrue(register.startsWith("REGISTER sip:carrier.example SIP/2.0\r\n"), register);
        return register;
    }

    /** A response whose only Contact is the request's. */
    private static String answer(int status, String register, String lines) {
        return response(status, register, "x", "")
                .replaceAll("\r\nContact: .*", lines.isEmpty() ? "" : "\r\n" + lines);
    }

    private void registered(String register, int seconds) {
        var contact = "Contact: " + header(register, "Contact") + ";expires=" + seconds;
        b.receive(answer(200, register, contact), TrunkOf.flow(2));
        assertEquals(Registration.REGISTERED, state());
    }

    @Rfc(number = 3261, section = "10.2.4")
    @Test
    void itIsToldWithOurPasswordAndRefreshedInTime() {
        assertEquals(Registration.TRYING, state());
        var first = register();
        assertEquals("<sip:49301@carrier.example>", header(first, "To"));
        assertTrue(header(first, "From").startsWith("<sip:49301@carrier.example>;tag="), first);
        assertTrue(
                header(first, "Contact").matches("<sip:49301@127.0.0.1:5060;line=[0-9a-f]{16}>"),
                first);
        assertEquals("100", header(first, "Expires"));
        b.receive(answer(401, first, CHALLENGE), TrunkOf.flow(2));
        var second = register();
        assertEquals("2 REGISTER", header(second, "CSeq"));
        assertEquals(header(first, "Call-ID"), header(second, "Call-ID"));
        assertTrue(header(second, "Authorization").contains("nc=00000001"), second);
        registered(second, 60);
        b.time.advanceMillis(47_990);
        assertEquals(List.of(), b.sent(), "before 80 %");
        b.time.advanceMillis(6_020);
        var third = register();
        assertEquals("3 REGISTER", header(third, "CSeq"));
        assertTrue(header(third, "Authorization").contains("nc=00000002"), "at once: " + third);
        registered(third, 60);
        assertEquals(1, b.core.trunkTimers());
    }

    @Test
    void anUnknownNonceOfAnOldRegistrationIsNoRefusal() {
        b.receive(answer(401, register(), CHALLENGE), TrunkOf.flow(2));
        registered(register(), 60);
        b.time.advanceMillis(55_000);
        b.receive(answer(401, register(), CHALLENGE.replace("n1", "n2")), TrunkOf.flow(2));
        var again = register();
        assertTrue(header(again, "Authorization").contains("nonce=\"n2\""), again);
        b.receive(answer(401, again, CHALLENGE.replace("n1", "n3")), TrunkOf.flow(2));
        assertEquals(Registration.FAILED, state());
        assertEquals(List.of(), b.sent());
    }

    @Rfc(number = 3261, section = "10.2.8")
    @Test
    void aTrunkThatWantsItForLongerGetsItForLonger() {
        b.receive(answer(423, register(), "Min-Expires: 600"), TrunkOf.flow(2));
        var longer = register();
        assertEquals("600", header(longer, "Expires"));
        b.receive(answer(423, longer, "Min-Expires: 600"), TrunkOf.flow(2));
        assertEquals(List.of(), b.sent(), "it asks for what it has got");
        assertEquals(Registration.FAILED, state());
    }

    @Test
    void theNextHostIsTriedAndThenPausesGrow() {
        var first = register();
        b.receive(answer(503, first, ""), TrunkOf.flow(2));
        assertEquals(3, TrunkOf.last(b));
        b.receive(answer(500, register(), ""), TrunkOf.flow(3));
        assertEquals(Registration.FAILED, state());
        long before = 0;
        for (int i = 0; i < 4; i++) {
            long pause = untilNextRegister();
            assertTrue(
                    pause > before / 2 && pause >= 15_000L << i && pause <= 30_010L << i,
                    pause + " ms");
            before = pause;
            b.receive(answer(503, register(), ""), TrunkOf.flow(2));
            b.receive(answer(403, register(), ""), TrunkOf.flow(3));
        }
        untilNextRegister();
        registered(register(), 60);
    }

    private long untilNextRegister() {
        assertEquals(List.of(), b.sent());
        long millis = 0;
        while (b.sent.isEmpty()) {
            b.time.advanceMillis(10);
            millis += 10;
            assertTrue(millis < 2_000_000, "it gave up");
        }
        return millis;
    }

    @Test
    void silenceIsAFailureToo() {
        b.time.advanceMillis(32_010);
        assertEquals(3, TrunkOf.last(b));
        b.time.advanceMillis(32_010);
        assertEquals(Registration.FAILED, state());
    }

    @Rfc(number = 3261, section = "20.33")
    @Test
    void aRetryAfterIsKept() {
        b.receive(answer(403, register(), "Retry-After: 500"), TrunkOf.flow(2));
        b.time.advanceMillis(499_000);
        assertEquals(List.of(), b.sent());
        b.time.advanceMillis(1_020);
        registered(register(), 60);
    }

    @Test
    void whatIsGrantedIsReadOfOurOwnContact() {
        var register = register();
        var contacts =
                "Contact: \"a, b\" <sip:other@127.0.0.9;x=1>;expires=7, "
                        + header(register, "Contact")
                        + ";q=1;Expires=1000";
        b.receive(answer(200, register, contacts), TrunkOf.flow(2));
        b.time.advanceMillis(799_000);
        assertEquals(List.of(), b.sent());
        b.time.advanceMillis(101_100);
        registered(register(), 60);
    }

    @Rfc(number = 3261, section = "10.2.2")
    @Test
    void itIsTakenBackWhenTheSwitchStops() {
        b.receive(answer(401, register(), CHALLENGE), TrunkOf.flow(2));
        registered(register(), 60);
        b.core.closeTrunks();
        var last = b.only();
        assertEquals("0", header(last, "Expires"));
        assertTrue(header(last, "Authorization").contains("nc=00000002"), last);
        assertEquals(1, b.core.registeredTrunks());
        b.receive(answer(401, last, CHALLENGE.replace("n1", "n2")), TrunkOf.flow(2));
        var again = b.only();
        assertEquals("0", header(again, "Expires"));
        b.receive(answer(200, again, ""), TrunkOf.flow(2));
        assertEquals(0, b.core.registeredTrunks());
        assertEquals(Registration.ENDED, state());
    }

    @Test
    void itsCallsAreKnownByTheLineAndByItsHosts() {
        var contact = header(register(), "Contact");
        var uri = contact.substring(1, contact.length() - 1);
        b.receive(Bench.invite(Map.of("uri", uri)), TrunkOf.flow(2));
        assertEquals(new Caller.Trunk("peer"), b.hub.leg().caller());
        assertEquals("49301", b.hub.leg().dialled());
        b.hub.leg().reject(404);
        b.receive(ack("z9hG4bK-INVITE"));
        call("2", "sip:4000@127.0.0.1", TrunkOf.flow(3));
        assertEquals(new Caller.Trunk("peer"), b.hub.leg().caller());
        b.hub.leg().reject(404);
        b.receive(ack("z9hG4bK-2"));
        call("3", uri.replaceAll("line=.", "line=x"), Bench.flow("127.0.0.9", 5_060));
        assertEquals(new Caller.Anonymous(), b.hub.leg().caller());
        b.hub.leg().reject(404);
        b.receive(ack("z9hG4bK-3"));
    }

    @Test
    void whoHasReadTheLineIsNotTheTrunkForThat() {
        var contact = header(register(), "Contact");
        var uri = contact.substring(1, contact.length() - 1);
        for (int i = 1; i <= 2; i++) {
            call("" + i, uri, Bench.flow("127.0.0.9", 5_060));
            assertEquals(new Caller.Anonymous(), b.hub.leg().caller());
            b.hub.leg().reject(404);
            b.receive(ack("z9hG4bK-" + i));
        }
        assertEquals(2, b.counters.value(SipCounter.TRUNK_TOKEN_ELSEWHERE));
    }

    private void call(String id, String uri, Flow flow) {
        b.receive(
                Bench.invite(
                        Map.of("uri", uri, "branch", "z9hG4bK-" + id, "Call-ID", "call-" + id)),
                flow);
    }

    private static String ack(String branch) {
        return Bench.request("ACK", Map.of("branch", branch, "CSeq", "1 ACK"), "");
    }

    @Test
    void theLineIsTheSameAfterARestartAndAnotherForEachPassword() {
        var line = header(register(), "Contact");
        b.core.closeTrunks();
        b.rest();
        begin();
        assertEquals(line, header(register(), "Contact"));
        trunk.credentials = new Credentials("me", "other");
        begin();
        assertFalse(header(register(), "Contact").equals(line));
    }

    @Test
    void aConnectionThatIsGoneIsOpenedAgain() {
        trunk.hosts.clear();
        var address = Bench.address("127.0.0.2", 5_070);
        trunk.hosts.add(TrunkHost.only(Flow.Transport.TCP, address));
        begin();
        var register = register();
        assertTrue(header(register, "Contact").contains(";transport=tcp;line="), register);
        var flow = new Flow(Flow.Transport.TCP, Bench.address("127.0.0.1", 40_000), address, 7);
        b.receive(answer(200, register, "Expires: 3600"), flow);
        b.core.connectionClosed(TrunkOf.flow(2));
        assertEquals(Registration.REGISTERED, state());
        b.core.connectionClosed(flow);
        assertEquals(Registration.TRYING, state());
        b.time.advanceMillis(1_010);
        b.receive(answer(200, register(), "Expires: 3600"), flow);
        assertEquals(Registration.REGISTERED, state());
    }
}
