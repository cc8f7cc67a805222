package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.sip.Flow.Transport;

/**
 * Phones that are reached by the connection on which they registered and by nothing else: their
 * contacts name an address at which nobody is.
 */
@Tag("loopback")
class RegistrarStreamCallTest {

    private static final String USER = "1001";
    private static final String PASSWORD = "demo-1001";
    private static final String NOWHERE = "sip:1001@192.0.2.1;transport=tcp";
    private static final String FLOW =
            "<%s>;reg-id=%d;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-00000000000b>\"";
    private static final String OUTBOUND = "Supported: path, outbound";
    private static final int MOST = 10;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "registrar-stream",
                    () ->
                            ConfFolder.create()
                                    .agents(1)
                                    .phones(1)
                                    .t1Millis(Loopback.SHORT_T1_MILLIS),
                    Loopback.AT_REST);

    @AfterEach
    void nobodyIsRegistered() {
        try (var phone = RawPhone.of(USER, SWITCH.loopback())) {
            phone.register("*", "Expires: 0");
        }
        SWITCH.strowger().awaitAtRest(Loopback.AT_REST);
    }

    private static RawPeer phone(Transport transport) throws Exception {
        return RawPeer.open(USER, transport, "127.0.0.1", SWITCH.loopback());
    }

    /** With one flow of the same telephone. */
    private static RawPeer phoneOnFlow(int flow) throws Exception {
        var phone = phone(Transport.TCP);
        var ok = phone.registers(PASSWORD, FLOW.formatted(NOWHERE, flow), OUTBOUND);
        assertEquals(200, ok.status(), ok::toString);
        assertEquals("outbound", ok.first("Require"), ok::toString);
        assertEquals("120", ok.first("Flow-Timer"), ok::toString);
        return phone;
    }

    private static RawPhone caller() {
        return RawPhone.of("1002", SWITCH.loopback());
    }

    private static SipText rung(RawPeer phone) throws IOException {
        var invite = phone.awaitRequest("INVITE");
        assertEquals("INVITE " + NOWHERE + " SIP/2.0", invite.startLine());
        assertTrue(invite.first("Via").startsWith("SIP/2.0/TCP "), invite::toString);
        return invite;
    }

    private static void refuses(RawPeer phone, SipText invite, int status) throws IOException {
        phone.send(phone.response(status, invite));
        phone.awaitRequest("ACK");
    }

    /** The connection, not only for the phone. */
    private static void isLost(RawPeer phone) {
        phone.close();
    }

    private static void awaitContacts(long number) {
        var strowger = SWITCH.strowger();
        strowger.await(
                () -> strowger.count("gauge.registrations") == number,
                Loopback.SOON,
                () -> number + " contacts: " + strowger.counts());
    }

    @Test
    @Rfc(number = 5626, section = "5.3")
    void aCallComesByTheConnectionOfTheRegistration() throws Exception {
        try (var phone = phoneOnFlow(1);
                var caller = caller()) {
            caller.dial(USER, "");
            refuses(phone, rung(phone), 486);
            assertEquals(486, caller.outcome().status());
            assertEquals(0, SWITCH.strowger().count("counter.sip.connections_opened"));
        }
    }

    @Test
    @Rfc(number = 5626, section = "6")
    void aNewConnectionOfTheSameFlowTakesTheCalls() throws Exception {
        try (var old = phoneOnFlow(1);
                var phone = phoneOnFlow(1);
                var caller = caller()) {
            assertEquals(1, SWITCH.strowger().count("gauge.registrations"));
            isLost(old);
            caller.dial(USER, "");
            refuses(phone, rung(phone), 486);
            assertEquals(486, caller.outcome().status());
            awaitContacts(1);
        }
    }

    @Test
    @Rfc(number = 5626, section = "5.3")
    void ofTwoFlowsOneIsRungAndTheOtherWhenItsConnectionIsLost() throws Exception {
        try (var first = phoneOnFlow(1);
                var second = phoneOnFlow(2);
                var caller = caller()) {
            assertEquals(2, SWITCH.strowger().count("gauge.registrations"));
            long before = SWITCH.strowger().count("counter.sip.invite_sent");
            caller.dial(USER, "");
            var lost = rung(second);
            assertEquals(before + 1, SWITCH.strowger().count("counter.sip.invite_sent"));
            isLost(second);
            var invite = rung(first);
            assertEquals(lost.first("Call-ID"), invite.first("Call-ID"));
            refuses(first, invite, 486);
            assertEquals(486, caller.outcome().status());
            assertEquals(before + 2, SWITCH.strowger().count("counter.sip.invite_sent"));
            awaitContacts(1);
        }
    }

    @Test
    void whoseConnectionIsLostIsNowhereUntilItRegistersAnew() throws Exception {
        try (var caller = caller()) {
            isLost(phoneOnFlow(1));
            awaitContacts(0);
            caller.dial(USER, "");
            assertEquals(480, caller.outcome().status());
            try (var again = phoneOnFlow(1)) {
                caller.dial(USER, "");
                refuses(again, rung(again), 486);
                assertEquals(486, caller.outcome().status());
            }
        }
    }

    @Test
    @Rfc(number = 3327, section = "5.3")
    @Rfc(number = 5626, section = "5.3")
    void anEdgeWhoseFlowToThePhoneIsGoneSaysSoAndTheOtherFlowIsTried() throws Exception {
        try (var direct = phoneOnFlow(1);
                var edge = phone(Transport.TCP);
                var caller = caller()) {
            var path = "<sip:token@" + edge.host() + ";transport=tcp;lr;ob>";
            var before = OUTBOUND + "\nPath: " + path + "\nVia: SIP/2.0/TCP 192.0.2.1:5060";
            var ok = edge.registers(PASSWORD, FLOW.formatted(NOWHERE, 2), before);
            assertEquals(200, ok.status(), ok::toString);
            assertEquals("", ok.first("Flow-Timer"), "that is for the edge to say");
            caller.dial(USER, "");
            var invite = rung(edge);
            assertEquals(path, invite.first("Route"));
            refuses(edge, invite, 430);
            refuses(direct, rung(direct), 486);
            assertEquals(486, caller.outcome().status());
            awaitContacts(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    @Rfc(number = 3261, section = "10.3")
    void tenContactsAtMostAndTheOldestGoesFirst(Transport transport) throws Exception {
        try (var phone = phone(transport)) {
            var ok = SipText.of("SIP/2.0 100 Trying");
            for (int i = 0; i <= MOST; i++) {
                ok = phone.registers(PASSWORD, contact(i), "");
                assertEquals(200, ok.status(), ok::toString);
                assertEquals(Math.min(MOST, i + 1), ok.all("Contact").size(), ok::toString);
            }
            assertEquals(MOST, SWITCH.strowger().count("gauge.registrations"));
            var left = ok.all("Contact").stream().map(SipText::uri).map(SipText::user).toList();
            assertEquals(IntStream.rangeClosed(1, MOST).mapToObj(i -> "c" + i).toList(), left);

            var others =
                    IntStream.rangeClosed(MOST + 1, 2 * MOST + 1)
                            .mapToObj(RegistrarStreamCallTest::contact)
                            .collect(Collectors.joining(", "));
            assertEquals(403, phone.registers(PASSWORD, others, "").status());
            assertEquals(MOST, SWITCH.strowger().count("gauge.registrations"), "nothing of it");
        }
    }

    private static String contact(int number) {
        return "<sip:c%d@192.0.2.1>".formatted(number);
    }
}
