package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;

class RegisterTest {

    private static final String CONTACT = "<sip:1001@10.0.0.1:5060>";

    private final Bench b = new Bench();

    @Rfc(number = 3261, section = "10.3")
    @Test
    void makesAUserReachableUntilTheContactExpires() {
        b.register(CONTACT, 1, "Expires: 60\r\n");
        var ok = b.only();
        assertTrue(ok.startsWith("SIP/2.0 200"), ok);
        assertEquals("<sip:1001@10.0.0.1:5060>;expires=60", Bench.header(ok, "Contact"));
        assertTrue(b.core.isReachable("1001"));
        b.time.advanceMillis(59_990);
        b.register(CONTACT, 3, "Expires: 60\r\n");
        b.time.advanceMillis(59_990);
        assertEquals(List.of("reachable 1001"), b.hub.told());
        b.time.advanceMillis(20);
        assertEquals(List.of("unreachable 1001"), b.hub.told());
        assertFalse(b.core.isReachable("1001"));
        b.rest();
        assertTrue(b.atRest());
    }

    @Test
    void callsTheContactThatRegisteredLastWhereItSaysThatItIs() {
        b.register(CONTACT + ", <sip:1001@10.0.0.2>;expires=100", 1, "");
        b.sent();
        b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                b.hub.listener("out"));
        assertEquals("10.0.0.2", b.flows.getLast().remote().getHostString());
        var invite = b.only();
        assertTrue(invite.startsWith("INVITE sip:1001@10.0.0.2 SIP/2.0\r\n"), invite);
        assertEquals("<sip:1001@strowger>", Bench.header(invite, "To"));
    }

    @Rfc(number = 3261, section = "10.3")
    @Test
    void keepsToTheTimesThatItIsGiven() {
        b.register("<sip:a@10.0.0.1>;expires=59", 1, "");
        var brief = b.only();
        assertTrue(brief.startsWith("SIP/2.0 423"), brief);
        assertEquals("60", Bench.header(brief, "Min-Expires"));
        assertEquals(0, b.core.registrations());
        b.register("<sip:a@10.0.0.1>;expires=999999", 3, "Expires: 70\r\n");
        assertTrue(b.only().contains(";expires=7200\r\n"));
        b.register("<sip:b@10.0.0.1>", 5, "");
        assertTrue(b.only().contains("<sip:b@10.0.0.1>;expires=3600\r\n"));
    }

    @Rfc(number = 3261, section = "10.2.2")
    @Test
    void removesOneContactOrAll() {
        b.register("<sip:a@10.0.0.1>, <sip:b@10.0.0.1>", 1, "");
        assertEquals(2, b.core.registrations());
        b.register("<sip:a@10.0.0.1>;expires=0", 3, "");
        assertEquals(1, b.core.registrations());
        b.register("*", 5, "Expires: 60\r\n");
        assertTrue(b.sent().getLast().startsWith("SIP/2.0 400"));
        b.register("*", 7, "Expires: 0\r\n");
        assertEquals(0, b.core.registrations());
        assertEquals(List.of("reachable 1001", "unreachable 1001"), b.hub.told());
    }

    @Rfc(number = 3261, section = "10.3")
    @Test
    void ignoresARegisterThatIsOlderThanTheBinding() {
        b.register(CONTACT, 9, "");
        b.sent();
        b.register(CONTACT, 5, "Expires: 0\r\n");
        assertEquals(List.of("500"), b.started());
        b.register("*", 7, "Expires: 0\r\n");
        assertEquals(List.of("500"), b.started());
        assertTrue(b.core.isReachable("1001"));
    }

    @Test
    void forgetsTheOldestContactForOneTooManyAndRefusesTooManyAtOnce() {
        var many = new StringBuilder("<sip:0@10.0.0.1>");
        for (int i = 1; i < 10; i++) {
            many.append(", <sip:").append(i).append("@10.0.0.1>");
        }
        b.register(many.toString(), 1, "");
        assertEquals(List.of("200"), b.started());
        b.register("<sip:x@10.0.0.1>", 3, "");
        var ok = b.only();
        assertTrue(ok.startsWith("SIP/2.0 200"), ok);
        assertFalse(ok.contains("<sip:0@10.0.0.1>"), ok);
        assertTrue(ok.contains("<sip:1@10.0.0.1>") && ok.contains("<sip:x@10.0.0.1>"), ok);
        assertEquals(10, b.core.registrations());
        b.register(many + ", <sip:y@10.0.0.1>", 5, "");
        assertEquals(List.of("403"), b.started());
        assertEquals(10, b.core.registrations());
        b.register("*", 7, "Expires: 0\r\n");
        assertEquals(List.of("reachable 1001", "unreachable 1001"), b.hub.told());
        assertEquals(0, b.core.registrations());
    }

    @Test
    void tellsNobodyWhetherAUserExists() {
        b.receive(Registers.message("1001", CONTACT, 1, ""));
        var known = b.only();
        b.receive(Registers.message("9999", CONTACT, 2, ""));
        var unknown = b.only();
        var renamed = known.replace("1001", "9999").replace("-r1", "-r2").replace("1 REG", "2 REG");
        assertEquals(withoutWhatDiffers(renamed), withoutWhatDiffers(unknown));
        b.receive(Registers.register("9999", "9999", "demo-1001", b, CONTACT, 3, ""));
        b.receive(Registers.register("1001", "1001", "wrong", b, CONTACT, 5, ""));
        assertEquals(List.of("401", "401"), b.started());
        b.receive(Registers.register("1002", "1001", "demo-1001", b, CONTACT, 7, ""));
        b.receive(Registers.register("9999", "1001", "demo-1001", b, CONTACT, 9, ""));
        assertEquals(List.of("403", "403"), b.started(), "only for oneself, existing or not");
        assertEquals(0, b.core.registrations());
    }

    @Test
    void answersARepeatedRegisterWithTheSame200() {
        var register = Registers.register("1001", "1001", "demo-1001", b, CONTACT, 1, "");
        b.receive(register);
        var ok = b.only();
        b.receive(register);
        assertEquals(ok, b.only());
        b.receive(register.replace("z9hG4bK-r2", "z9hG4bK-replay"));
        var stale = b.only();
        assertTrue(stale.startsWith("SIP/2.0 401") && stale.contains("stale=true"), stale);
    }

    @Test
    void forgetsContactsBehindAConnectionThatIsGone() {
        var tcp = Bench.tcp(40_000, 7);
        b.receive(Registers.register("1001", "1001", "demo-1001", b, CONTACT, 1, ""), tcp);
        b.register("<sip:x@10.0.0.9>", 3, "");
        assertEquals(2, b.core.registrations());
        b.core.connectionClosed(tcp);
        assertEquals(1, b.core.registrations());
        assertTrue(b.core.isReachable("1001"));
        b.core.connectionClosed(tcp);
        b.register("*", 5, "Expires: 0\r\n");
        assertEquals(List.of("reachable 1001", "unreachable 1001"), b.hub.told());
    }

    @Rfc(number = 3261, section = "10.2.3")
    @Test
    void onlyListsContactsForARegisterWithoutOne() {
        b.register(CONTACT, 1, "");
        b.sent();
        var question =
                Registers.register("1001", "1001", "demo-1001", b, CONTACT, 3, "")
                        .replace("Contact: " + CONTACT + "\r\n", "");
        b.receive(question);
        assertEquals(CONTACT + ";expires=3600", Bench.header(b.only(), "Contact"));
    }

    /** Without the nonce, the tag and the order of the algorithms, which each user has its own. */
    private static String withoutWhatDiffers(String response) {
        return response.replaceAll("WWW-Authenticate: .*\r\n", "")
                .replaceAll("tag=r[0-9a-f]{16}", "tag=");
    }

    @Test
    void everyContactOfAUserCanBeCalled() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.register("<sip:1001@127.0.0.9:5064>", 3, "");
        b.sent();
        var contacts = b.core.contacts("1001");
        assertEquals(2, contacts.size());
        for (var contact : contacts) {
            var target = new OutgoingCall.Target.User("1001", contact);
            b.core.call(new OutgoingCall(target, "555", "", Bench.OURS), b.hub.listener("out"));
        }
        var invites = b.sent();
        assertTrue(invites.get(0).startsWith("INVITE sip:1001@127.0.0.9:5064 "), invites.get(0));
        assertTrue(invites.get(1).startsWith("INVITE sip:1001@127.0.0.9:5060 "), invites.get(1));
        invites.forEach(invite -> b.receive(Bench.response(486, invite, "x", "")));
        var gone = new OutgoingCall.Target.User("1001", "gone");
        b.core.call(new OutgoingCall(gone, "555", "", Bench.OURS), b.hub.listener("out"));
        b.hub.told();
        b.time.advanceMillis(5);
        assertEquals(List.of("out ended REJECTED 480"), b.hub.told());
    }
}
