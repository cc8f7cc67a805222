package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;

/** Calls that go on to a colleague or to the outside, that ring several phones, and their price. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class ForwardingCallTest {

    private static final String FIRST = "1001";
    private static final String SECOND = "1002";
    private static final String THIRD = "1003";
    private static final String NATIONAL =
            "{match: \"0([1-9]\\\\d{3,14})\", trunk: peer, kind: national, to: \"+49$1\"}";

    private Loopback loopback;
    private Phone first;
    private Phone second;
    private Phone third;
    private Phone carrier;

    @BeforeAll
    void start() {
        var conf =
                ConfFolder.create()
                        .agents(0)
                        .phones(3)
                        .t1Millis(Loopback.SHORT_T1_MILLIS)
                        .number("600", "{ring: [\"1001\", \"1002\"]}")
                        .number("601", "{ring: [\"1001\", \"1002\"], order: serial, ring-s: 1}")
                        .number("602", "{trunk: peer, number: \"0800\"}")
                        .number("603", "{trunk: peer, number: \"0900\", kind: premium}")
                        .outside(NATIONAL, "{kinds: [national], calls: 1}");
        loopback = Loopback.start("forwarding", conf);
        var sip = loopback.strowger().sip();
        first = Phone.of(FIRST, "demo-1001", sip);
        second = Phone.of(SECOND, "demo-1002", sip);
        third = Phone.of(THIRD, "demo-1003", sip);
        carrier = Phone.carrier(conf.trunkPort(), sip);
        List.of(first, second, third).forEach(Phone::register);
    }

    @AfterEach
    void nothingIsLeft() {
        loopback.strowger().awaitAtRest(Loopback.AT_REST);
        for (var phone : List.of(first, second, third, carrier)) {
            assertEquals(0, phone.callsWaiting(), phone::user);
        }
    }

    @AfterAll
    void stop() {
        try (var open = loopback) {
            List.of(first, second, third, carrier).forEach(Phone::close);
            assertEquals(0, open.strowger().count("counter.sip.internal_error"));
        }
    }

    private static void dials(Phone phone, String code) {
        var call = phone.dial(code);
        call.awaitAnswer(Loopback.SOON);
        assertEquals(200, call.awaitEnd(Loopback.SOON), "the switch hangs up");
    }

    /** What is answered is the caller's. */
    private static void assertReaches(PhoneCall call, Phone phone) {
        var rung = phone.awaitCall(Loopback.SOON);
        rung.answer();
        call.awaitAnswer(Loopback.SOON);
        call.hangUp();
        assertEquals(200, rung.awaitEnd(Loopback.SOON));
    }

    @Test
    void everyCallGoesToTheOutsideByTheRulesForIt() {
        dials(first, "*72030123");
        var call = third.dial(FIRST);
        var rung = carrier.awaitCall(Loopback.SOON);
        assertEquals("+4930123", SipText.user(SipText.uri(rung.invite().first("To"))));
        rung.answer();
        call.awaitAnswer(Loopback.SOON);
        call.hangUp();
        rung.awaitEnd(Loopback.SOON);
        assertEquals(0, first.callsWaiting());
        dials(first, "*73");
        assertReaches(third.dial(FIRST), first);
    }

    @Test
    void whoMayNotCallANumberCannotForwardToIt() {
        var code = first.dial("*7200441");
        assertEquals(403, code.awaitEnd(Loopback.SOON));
        assertReaches(third.dial(FIRST), first);
    }

    @Test
    void aCallThatNobodyTakesGoesToTheColleague() {
        dials(first, "*92" + SECOND);
        first.answering(new Answering.Reject(480));
        assertReaches(third.dial(FIRST), second);
        first.awaitCall(Loopback.SOON);
        dials(first, "*93");
        assertEquals(480, third.dial(FIRST).awaitEnd(Loopback.SOON));
        first.awaitCall(Loopback.SOON);
        first.answering(new Answering.Ring());
    }

    @Test
    void ofAGroupWhoAnswersFirstHasTheCall() {
        var call = third.dial("600");
        var left = first.awaitCall(Loopback.SOON);
        assertReaches(call, second);
        var reason = left.awaitCancel(Loopback.SOON).all("Reason");
        assertTrue(
                reason.contains("SIP;cause=200;text=\"Call completed elsewhere\""),
                reason::toString);
        left.awaitEnd(Loopback.SOON);
    }

    @Test
    void aGroupIsRungOneAfterTheOther() {
        var call = third.dial("601");
        var missed = first.awaitCall(Loopback.SOON);
        assertEquals(0, second.callsWaiting());
        assertReaches(call, second);
        assertEquals(487, missed.awaitEnd(Loopback.SOON));
    }

    @Test
    void oneCallTooManyToTheOutsideIsRefusedWithAnAlarm() {
        var strowger = loopback.strowger();
        double before = refused();
        long alarms = alarms();
        var call = first.dial("030123");
        var rung = carrier.awaitCall(Loopback.SOON);
        rung.answer();
        call.awaitAnswer(Loopback.SOON);
        for (int i = 0; i < 3; i++) {
            assertEquals(503, first.dial("030124").awaitEnd(Loopback.SOON));
        }
        assertEquals(before + 3, refused());
        assertEquals(alarms + 1, alarms(), strowger::log);
        call.hangUp();
        rung.awaitEnd(Loopback.SOON);
    }

    @Test
    void aNumberThatLeadsToATrunkHasTheLimitsOfTheClassToo() {
        var call = first.dial("602");
        var rung = carrier.awaitCall(Loopback.SOON);
        assertEquals("0800", SipText.user(SipText.uri(rung.invite().first("To"))));
        rung.answer();
        call.awaitAnswer(Loopback.SOON);
        assertEquals(503, first.dial("602").awaitEnd(Loopback.SOON), "one call at a time");
        assertEquals(503, first.dial("030124").awaitEnd(Loopback.SOON), "of either kind");
        assertEquals(404, first.dial("603").awaitEnd(Loopback.SOON), "premium: not in the class");
        call.hangUp();
        rung.awaitEnd(Loopback.SOON);
        assertEquals(0, carrier.callsWaiting());
    }

    private long alarms() {
        return loopback.strowger()
                .log()
                .lines()
                .filter(line -> line.contains("WARN") && line.contains("toll limit"))
                .count();
    }

    private double refused() {
        return loopback.strowger().metrics().value("strowger_refused_total", "cause", "toll_limit");
    }
}
