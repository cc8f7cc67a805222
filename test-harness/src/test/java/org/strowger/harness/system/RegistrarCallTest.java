package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.sipp.Sipp;
import org.strowger.harness.sipp.SippRun;

/**
 * Phones of a running switch: checked by OPTIONS, with several contacts, behind proxies, and with
 * flows of their own.
 */
@Tag("loopback")
class RegistrarCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HOLD = Duration.ofSeconds(6);
    private static final String AGENT = "1001";
    private static final String USER = "1002";
    private static final String FLOW =
            ";reg-id=%d;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-00000000000a>\"";
    private static final String SERVICE_ROUTE = "<sip:edge.example.com;lr>";
    private static final String OUTBOUND = "Supported: path, outbound";

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("registrar", RegistrarCallTest::conf, Loopback.AT_REST);

    private static ConfFolder conf() {
        return ConfFolder.create()
                .agents(1)
                .phones(2)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .sip("service-route: [\"" + SERVICE_ROUTE + "\"]");
    }

    private static RawPhone phone(String user) {
        return RawPhone.of(user, SWITCH.loopback());
    }

    @AfterEach
    void nobodyIsRegistered() {
        for (var user : List.of(AGENT, USER)) {
            try (var phone = phone(user)) {
                phone.register("*", "Expires: 0");
            }
        }
        SWITCH.strowger().awaitAtRest(Loopback.AT_REST);
    }

    @Test
    void anAgentWhosePhoneAnswersNoOptionsIsOfferedNoCallUntilItDoes() {
        var conf = ConfFolder.create().agents(1).optionsSeconds(1);
        int port = Ports.free();
        try (var loopback = Loopback.start("phone-checks", conf)) {
            register(loopback, port);
            try (var phone = phone(loopback, port)) {
                awaitOptions(loopback);
                awaitReachable(loopback, true);
                assertTrue(phone.isAlive());
            }
            awaitReachable(loopback, false);
            assertEquals(1, loopback.strowger().count("gauge.registrations"));
            try (var caller =
                    loopback.callers("uac-hold", "4002", "5551001")
                            .pause(HOLD)
                            .calls(1)
                            .limit(LIMIT)
                            .start()) {
                loopback.strowger()
                        .await(
                                () -> loopback.strowger().count("calls") == 1,
                                Loopback.SOON,
                                () -> "a caller: " + loopback.strowger().counts());
                assertEquals(0, loopback.strowger().count("counter.sip.invite_sent"));
                try (var back = phone(loopback, port)) {
                    awaitReachable(loopback, true);
                    Loopback.assertAllSuccessful(caller.await(), 1);
                    // The phone answers the BYE first: without it the record waits for 64*T1.
                    var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
                    assertEquals(AGENT, record.agent(), record::toString);
                    assertTrue(back.isAlive());
                }
            }
            assertEquals(1, loopback.strowger().count("counter.sip.invite_sent"));
        }
    }

    private static void register(Loopback loopback, int port) {
        var registered =
                Sipp.scenario("uac-register", loopback.folder("register"))
                        .to(loopback.strowger().sip())
                        .port(port)
                        .value("expires", 3_600)
                        .users(Map.of(AGENT, "demo-" + AGENT))
                        .calls(1)
                        .limit(LIMIT)
                        .run();
        Loopback.assertAllSuccessful(registered, 1);
    }

    private static SippRun phone(Loopback loopback, int port) {
        return Sipp.scenario("uas-trunk-options", loopback.folder("phone-" + System.nanoTime()))
                .port(port)
                .media(Ports.media())
                .calls(10_000)
                .limit(LIMIT)
                .start()
                .awaitListening(port, Loopback.SOON);
    }

    /** Until two answers have come. */
    private static void awaitOptions(Loopback loopback) {
        var strowger = loopback.strowger();
        long before = strowger.count("counter.sip.received");
        strowger.await(
                () -> strowger.count("counter.sip.received") >= before + 2,
                Loopback.SOON,
                () -> "answers to OPTIONS: " + strowger.counts());
    }

    private static void awaitReachable(Loopback loopback, boolean wanted) {
        loopback.strowger()
                .await(
                        () ->
                                loopback.strowger()
                                                .agents()
                                                .getFirst()
                                                .path("reachable")
                                                .asBoolean()
                                        == wanted,
                        Loopback.SOON,
                        () -> "reachable " + wanted + ": " + loopback.strowger().agents());
    }

    @Test
    @Rfc(number = 3261, section = "10.3")
    @Rfc(number = 3261, section = "20.23")
    @Rfc(number = 3261, section = "21.4.17")
    void whoRegistersForTooShortATimeIsToldTheLeast() {
        try (var phone = phone(AGENT)) {
            var tooBrief = phone.register(phone.contact(), "Expires: 30");
            assertEquals(423, tooBrief.status(), tooBrief::toString);
            assertEquals("60", tooBrief.first("Min-Expires"), tooBrief::toString);
            assertEquals(423, phone.register(phone.contact() + ";expires=59", "").status());
            assertEquals(0, SWITCH.strowger().count("gauge.registrations"));
            var least = "Expires: " + tooBrief.first("Min-Expires");
            var ok = phone.register(phone.contact(), least);
            assertEquals(200, ok.status(), ok::toString);
            assertEquals("60", SipText.parameter(ok.first("Contact"), "expires"));
            assertEquals(1, SWITCH.strowger().count("gauge.registrations"));
        }
    }

    @Test
    @Rfc(number = 3261, section = "16.6")
    void contactsAreTriedInTheOrderOfTheirPreference() {
        try (var desk = phone(AGENT);
                var mobile = phone(AGENT);
                var caller = phone(USER)) {
            assertEquals(200, mobile.register(mobile.contact() + ";q=0.5", "").status());
            assertEquals(200, desk.register(desk.contact() + ";q=0.7", "").status());
            caller.dial(AGENT, "");
            desk.answer(desk.awaitRequest("INVITE"), 480, "");
            mobile.answer(mobile.awaitRequest("INVITE"), 486, "");
            assertEquals(486, caller.outcome().status());
        }
    }

    @Test
    void aContactBehindANatIsCalledWhereItsRegisterCameFrom() {
        try (var phone = phone(AGENT);
                var elsewhere = phone(AGENT);
                var caller = phone(USER)) {
            phone.register(elsewhere.contact(), "");
            caller.dial(AGENT, "");
            elsewhere.answer(elsewhere.awaitRequest("INVITE"), 486, "");
            assertEquals(486, caller.outcome().status(), "no NAT: where the contact says");
            phone.register("*", "Expires: 0");
            phone.sentBy("192.0.2.1:5060");
            phone.register("<sip:1001@192.0.2.1:5060>", "");
            caller.dial(AGENT, "");
            assertEquals(486, refused(phone, caller), "a NAT: where its packets come from");
        }
    }

    private static int refused(RawPhone phone, RawPhone caller) {
        phone.answer(phone.awaitRequest("INVITE"), 486, "");
        return caller.outcome().status();
    }

    @Test
    @Rfc(number = 5626, section = "6")
    void aNewFlowOfAPhoneReplacesItsOldOne() {
        try (var old = phone(AGENT);
                var phone = phone(AGENT);
                var caller = phone(USER)) {
            var ok = old.register(old.contact() + FLOW.formatted(1), OUTBOUND);
            assertEquals("outbound", ok.first("Require"));
            assertEquals("29", ok.first("Flow-Timer"));
            ok = phone.register(phone.contact() + FLOW.formatted(1), OUTBOUND);
            assertEquals(1, ok.all("Contact").size(), ok::toString);
            assertEquals(1, SWITCH.strowger().count("gauge.registrations"));
            caller.dial(AGENT, "");
            assertEquals(486, refused(phone, caller));
        }
    }

    @Test
    @Rfc(number = 3327, section = "5.3")
    @Rfc(number = 3608, section = "6.3")
    void aPhoneBehindAnEdgeProxyIsReachedThroughItUntilItSays430() {
        try (var phone = phone(AGENT);
                var edge = RawPhone.at(Ports.free(), SWITCH.loopback());
                var caller = phone(USER)) {
            var path = "<sip:token@127.0.0.1:" + edge.port() + ";lr;ob>";
            var ok =
                    phone.register(
                            "<sip:1001@192.0.2.1>" + FLOW.formatted(1),
                            OUTBOUND + "\nPath: " + path + "\nVia: SIP/2.0/UDP 192.0.2.1:5060");
            assertEquals(path, ok.first("Path"), ok::toString);
            assertEquals(SERVICE_ROUTE, ok.first("Service-Route"), ok::toString);
            caller.dial(AGENT, "");
            var invite = edge.awaitRequest("INVITE");
            assertEquals(path, invite.first("Route"));
            assertEquals("INVITE sip:1001@192.0.2.1 SIP/2.0", invite.startLine());
            edge.answer(invite, 430, "");
            assertEquals(480, caller.outcome().status());
            assertEquals(0, SWITCH.strowger().count("gauge.registrations"));
        }
    }

    @Test
    @Rfc(number = 3680, section = "5")
    void aLampFollowsACallAndAPhoneItsOwnRegistration() {
        try (var lamp = phone(AGENT);
                var phone = phone(USER);
                var caller = phone("1003")) {
            lamp.register(lamp.contact(), "");
            phone.register(phone.contact(), "");
            var lines = "Event: %s\nExpires: 600";
            var ok = lamp.request("SUBSCRIBE", USER, lines.formatted("dialog"), "");
            assertEquals(200, ok.status(), ok::toString);
            lamp.answer(lamp.awaitRequest("NOTIFY"), 200, "");
            caller.dial(USER, "");
            var invite = phone.awaitRequest("INVITE");
            var trying = lamp.awaitRequest("NOTIFY");
            assertTrue(trying.body().contains("<state>trying</state>"), trying::toString);
            lamp.answer(trying, 200, "");
            phone.answer(invite, 486, "");
            var free = lamp.awaitRequest("NOTIFY");
            assertTrue(!free.body().contains("<dialog "), free::toString);
            lamp.answer(free, 200, "");
            assertEquals(486, caller.outcome().status());
            lamp.request("SUBSCRIBE", AGENT, lines.formatted("reg"), "");
            var first = lamp.awaitRequest("NOTIFY");
            assertTrue(first.body().contains("state=\"active\""), first::toString);
            lamp.answer(first, 200, "");
            lamp.register("*", "Expires: 0");
            var gone = lamp.awaitRequest("NOTIFY");
            assertTrue(gone.body().contains("state=\"terminated\""), gone::toString);
            lamp.answer(gone, 200, "");
            assertEquals(2, SWITCH.strowger().count("gauge.subscriptions"));
            assertEquals(
                    489,
                    phone.request("SUBSCRIBE", USER, lines.formatted("presence"), "").status());
        }
    }
}
