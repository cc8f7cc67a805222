package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.SipUser;

/** Users whose phones are asked by OPTIONS whether they are there. */
class PhoneCheckTest {

    private static final int SECONDS = 10;
    private static final int INTERVAL_MILLIS = 1_000 * SECONDS;
    private static final String CONTACT = "<sip:1001@127.0.0.9:5060>";

    private final Bench b = bench(1);
    private int cseq = 1;

    /** Users 1001 and so on, all checked. */
    private static Bench bench(int users) {
        var checked = new ArrayList<SipUser>();
        for (int i = 1001; i <= 1000 + users; i++) {
            var name = Integer.toString(i);
            checked.add(ConfigOf.user(name, DigestAlgorithm.MD5).checkedEvery(SECONDS));
        }
        var conf = new ConfigOf();
        conf.limits = new SipCoreLimits(10_000, 100, 100);
        conf.users = checked;
        return conf.bench();
    }

    @AfterEach
    void leavesNothingBehind() {
        register("*", "Expires: 0\r\n");
        assertEquals(0, b.core.phoneChecks());
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    private void register(String contact, String lines) {
        b.register(contact, cseq, lines);
        cseq += 2;
        b.sent();
    }

    private static List<String> options(List<String> sent) {
        return sent.stream().filter(message -> message.startsWith("OPTIONS ")).toList();
    }

    /** One interval, in which every OPTIONS is answered so; 0 for not at all. */
    private void round(int status) {
        for (int step = 0; step < 100; step++) {
            b.time.advanceMillis(INTERVAL_MILLIS / 100);
            for (var options : options(b.sent())) {
                if (status != 0) {
                    b.receive(response(status, options, "x", ""));
                }
            }
        }
    }

    private void silent(int rounds) {
        for (int i = 0; i < rounds; i++) {
            round(0);
        }
    }

    @Test
    void thePhoneIsAskedOnceAnInterval() {
        register(CONTACT, "");
        b.time.advanceMillis(INTERVAL_MILLIS);
        var options = options(b.sent()).getFirst();
        assertTrue(options.startsWith("OPTIONS sip:1001@127.0.0.9:5060 SIP/2.0\r\n"), options);
        assertEquals("<sip:1001@strowger>", header(options, "To"));
        assertEquals("1 OPTIONS", header(options, "CSeq"));
        b.receive(response(200, options, "x", ""));
        b.time.advanceMillis(INTERVAL_MILLIS);
        var next = options(b.sent()).getFirst();
        assertFalse(header(options, "Call-ID").equals(header(next, "Call-ID")), next);
        b.receive(response(200, next, "x", ""));
    }

    @Test
    void threeMissedMakeAPhoneThatAnsweredUnreachableAndOneAnswerBringsItBack() {
        register(CONTACT, "");
        round(200);
        assertEquals(List.of("reachable 1001"), b.hub.told());
        silent(3);
        assertEquals(List.of(), b.hub.told(), "the third is still awaited");
        silent(1);
        assertEquals(List.of("unreachable 1001"), b.hub.told());
        assertFalse(b.core.isReachable("1001"));
        round(200);
        assertEquals(List.of("reachable 1001"), b.hub.told());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 405, 481, 486, 503, 603})
    void anyFinalResponseIsASignOfLife(int status) {
        register(CONTACT, "");
        for (int i = 0; i < 6; i++) {
            round(status);
        }
        assertEquals(List.of("reachable 1001"), b.hub.told());
    }

    @Test
    void aProvisionalResponseIsNone() {
        register(CONTACT, "");
        round(200);
        for (int i = 0; i < 4; i++) {
            round(100);
        }
        assertEquals(List.of("reachable 1001", "unreachable 1001"), b.hub.told());
    }

    @Test
    void aPhoneThatNeverAnsweredStays() {
        register(CONTACT, "");
        silent(10);
        assertEquals(List.of("reachable 1001"), b.hub.told());
    }

    @Test
    void whatCannotBeSentIsMissed() {
        register(CONTACT, "");
        round(200);
        b.broken = true;
        silent(4);
        b.broken = false;
        assertEquals(List.of("reachable 1001", "unreachable 1001"), b.hub.told());
    }

    @Test
    void aRefreshAloneDoesNotBringItBackButAnAnswerSoonDoes() {
        register(CONTACT, "");
        round(200);
        silent(4);
        b.hub.told();
        register(CONTACT, "");
        assertEquals(List.of(), b.hub.told());
        b.time.advanceMillis(1_000);
        b.receive(response(200, options(b.sent()).getLast(), "x", ""));
        assertEquals(List.of("reachable 1001"), b.hub.told());
    }

    @Test
    void aContactAtAnotherPlaceBeginsAnew() {
        register(CONTACT, "");
        round(200);
        silent(4);
        b.hub.told();
        b.receive(
                Registers.register("1001", "1001", "demo-1001", b, CONTACT, cseq, ""),
                Bench.flow("127.0.0.9", 5062));
        cseq += 2;
        assertEquals(List.of("reachable 1001"), b.hub.told());
        silent(5);
        assertEquals(List.of(), b.hub.told(), "it has never answered from there");
    }

    @Test
    void oneContactThatAnswersIsEnough() {
        register(CONTACT + ", <sip:1001@127.0.0.9:5061>", "");
        round(200);
        for (int step = 0; step < 500; step++) {
            b.time.advanceMillis(INTERVAL_MILLIS / 100);
            for (var options : options(b.sent())) {
                if (options.startsWith("OPTIONS sip:1001@127.0.0.9:5060 ")) {
                    b.receive(response(200, options, "x", ""));
                }
            }
        }
        assertEquals(List.of("reachable 1001"), b.hub.told());
        b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                b.hub.listener("out"));
        var invite = b.sent().getLast();
        assertTrue(invite.startsWith("INVITE sip:1001@127.0.0.9:5060 "), invite);
        b.receive(response(486, invite, "x", ""));
        assertEquals(List.of("out ended REJECTED 486"), b.hub.told());
    }

    @Test
    void behindAConnectionThatClosesNobodyIsLeft() {
        var tcp = Bench.tcp(40_000, 7);
        b.receive(Registers.register("1001", "1001", "demo-1001", b, CONTACT, cseq, ""), tcp);
        cseq += 2;
        assertEquals(1, b.core.phoneChecks());
        b.core.connectionClosed(tcp);
        assertEquals(List.of("reachable 1001", "unreachable 1001"), b.hub.told());
        assertEquals(0, b.core.phoneChecks());
    }

    @Test
    void manyWhoRegisterTogetherAreNotAskedTogether() {
        int users = 400;
        var many = registered(users);
        int most = 0;
        int all = 0;
        for (int step = 0; step < 100; step++) {
            many.time.advanceMillis(INTERVAL_MILLIS / 100);
            var asked = options(many.sent());
            asked.forEach(options -> many.receive(response(200, options, "x", "")));
            most = Math.max(most, asked.size());
            all += asked.size();
        }
        assertEquals(users, all);
        assertTrue(most <= 15, most + " in a tenth of a second, four would be even");
    }

    private static Bench registered(int users) {
        var many = bench(users);
        Registers.all(users, many);
        assertEquals(users, many.core.phoneChecks());
        return many;
    }

    @Test
    void whoIsSilentKeepsOthersWaitingForAWhileOnly() {
        int users = 1_000;
        var many = registered(users);
        many.time.advanceMillis(3_900);
        var first = options(many.sent());
        assertEquals(CheckTurns.AT_ONCE, asked(first), "100 a second want to be");
        many.time.advanceMillis(200);
        assertTrue(asked(options(many.sent())) > 0, "after 8 T1 their turn is over");
        var known = new HashSet<String>();
        first.forEach(options -> known.add(header(options, "Call-ID")));
        for (int step = 0; step < 100; step++) {
            for (var options : options(many.sent())) {
                known.add(header(options, "Call-ID"));
                many.receive(response(200, options, "x", ""));
            }
            many.time.advanceMillis(INTERVAL_MILLIS / 100);
        }
        assertTrue(known.size() >= users, "nobody waits for those who answer: " + known.size());
    }

    /** So many contacts; some are asked more than once. */
    private static long asked(List<String> options) {
        return options.stream().map(each -> header(each, "Call-ID")).distinct().count();
    }

    @Test
    void whereNothingIsSetNobodyIsAsked() {
        var unchecked = new Bench();
        unchecked.register(CONTACT, 1, "");
        unchecked.sent();
        unchecked.time.advanceMillis(100_000);
        assertEquals(List.of(), unchecked.sent());
        assertEquals(0, unchecked.core.phoneChecks());
    }
}
