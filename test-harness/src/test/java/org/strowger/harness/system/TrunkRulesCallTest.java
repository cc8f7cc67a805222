package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;

/**
 * A trunk of two hosts with everything that trunks.yaml can say of numbers, callers, codecs, limits
 * and failing hosts, as the carrier sees it.
 */
@Tag("loopback")
class TrunkRulesCallTest {

    /** Nobody else is there: who calls from elsewhere is no carrier. */
    private static final String CARRIER = "127.0.0.91";

    private static final int FIRST = Ports.free();
    private static final int SECOND = Ports.free();
    private static final int MOST_CALLS = 2;
    private static final int FIRST_CALLER = 1001;
    private static final int MANY_CALLS = 5;
    private static final String TOO_MANY = "counter.sip.trunk_limit";
    private static final String HOSTS =
            """
            hosts: [{host: 127.0.0.91, port: %d, priority: 1}, \
            {host: 127.0.0.91, port: %d, priority: 2}], \
            """
                    .formatted(FIRST, SECOND);
    private static final String RULES =
            """
            failover: {statuses: [500]}, \
            limits: {calls: 2}, \
            caller-id: {number: "+49999", asserted: true}, \
            codecs: [PCMA, PCMU], \
            numbers: {out: {called: [{match: "4(\\\\d+)", to: "+494$1"}]}, \
            in: {called: [{strip: "+4930123"}], caller: [{strip: "+49", add: "0"}]}}\
            """;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("trunk-rules", () -> conf(RULES), Loopback.AT_REST);

    private static ConfFolder conf(String rules) {
        return ConfFolder.create()
                .agents(0)
                .phones(20)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .trunkAt(CARRIER)
                .trunk(HOSTS + rules);
    }

    @AfterEach
    void theTrunkHasNoCalls() {
        SWITCH.strowger().awaitAtRest(Loopback.AT_REST);
        assertEquals(List.of(0, 0), calls());
    }

    /** Of the trunk, as each of its hosts shows it. */
    private static List<Integer> calls() {
        return SWITCH.strowger().list("trunks").stream()
                .map(host -> host.path("calls").asInt())
                .toList();
    }

    private static RawPeer carrier(int port) throws IOException {
        return RawPeer.open("carrier", CARRIER, port, SWITCH.strowger().sip());
    }

    /** A user, who may call the trunk. */
    private static RawPhone caller(int number) {
        return RawPhone.of(String.valueOf(number), SWITCH.loopback());
    }

    private static void answers(RawPeer carrier, SipText invite) throws IOException {
        carrier.send(RawPeer.withSdp(carrier.response(200, invite), carrier.sdp(40_010)));
        carrier.awaitRequest("ACK");
    }

    /** The caller has heard the 200. */
    private static SipText confirms(RawPhone caller) {
        var ok = caller.awaitResponse(200);
        caller.acknowledge(ok);
        return ok;
    }

    private static void hangsUp(RawPhone caller, SipText ok, RawPeer carrier) throws IOException {
        assertEquals(200, caller.inDialog("BYE", ok, "", "").status());
        carrier.answer("BYE", 200);
    }

    private static void refuses(RawPeer carrier, SipText invite, int status) throws IOException {
        carrier.send(carrier.response(status, invite));
        carrier.awaitRequest("ACK");
    }

    @Test
    @Rfc(number = 3263, section = "4.3")
    void aHostThatFailsBeforeAndAfterItRingsIsFollowedByTheNext() throws IOException {
        try (var caller = caller(1002);
                var next = caller(1003);
                var first = carrier(FIRST);
                var second = carrier(SECOND)) {
            caller.dial("4003", "");
            refuses(first, first.awaitRequest("INVITE"), 503);
            answers(second, second.awaitRequest("INVITE"));
            hangsUp(caller, confirms(caller), second);

            next.dial("4003", "");
            var invite = first.awaitRequest("INVITE");
            first.send(RawPeer.withSdp(first.response(183, invite), first.sdp(40_020)));
            next.awaitResponse(183);
            refuses(first, invite, 500);
            var again = second.await("a new call", m -> m.sequenceMethod().equals("INVITE"));
            assertSame(invite, again);
            answers(second, again);
            hangsUp(next, confirms(next), second);
        }
        assertEquals(2, SWITCH.strowger().count("counter.sip.trunk_failover"));
        var callers = Set.of("1002", "1003");
        for (var record : SWITCH.strowger().awaitRecordsOf(callers, 2, Loopback.SOON)) {
            assertEquals("answered", record.outcome(), record::toString);
        }
    }

    /** The same request once more, with another branch, for another host. */
    private static void assertSame(SipText invite, SipText again) {
        for (var name : List.of("Call-ID", "From", "CSeq")) {
            assertEquals(invite.first(name), again.first(name));
        }
        assertFalse(again.first("To").contains("tag="), again::toString);
        assertNotEquals(invite.first("Via"), again.first("Via"));
        assertTrue(again.startLine().contains(":" + SECOND), again::startLine);
    }

    @Test
    void whatTheOperatorDoesNotNameIsTheEndOnceItRings() throws IOException {
        try (var caller = caller(1004);
                var first = carrier(FIRST);
                var second = carrier(SECOND)) {
            caller.dial("4003", "");
            var invite = first.awaitRequest("INVITE");
            first.send(first.response(180, invite));
            caller.awaitResponse(180);
            refuses(first, invite, 503);
            assertEquals(503, caller.outcome().status());
            assertTrue(second.isQuietFor(Loopback.AT_REST.dividedBy(10)));
        }
        assertEquals(
                "failed",
                SWITCH.strowger()
                        .awaitRecordsOf(Set.of("1004"), 1, Loopback.SOON)
                        .getFirst()
                        .outcome());
    }

    @Test
    void noMoreCallsAtOneTimeThanTheTrunkMayHave() throws IOException {
        try (var first = carrier(FIRST);
                var one = caller(1005);
                var two = caller(1006);
                var three = caller(1007);
                var four = caller(1008)) {
            var talks = new ArrayList<SipText>();
            for (var caller : List.of(one, two)) {
                caller.dial("4003", "");
                answers(first, first.awaitRequest("INVITE"));
                talks.add(confirms(caller));
            }
            assertEquals(List.of(MOST_CALLS, MOST_CALLS), calls());
            three.dial("4003", "");
            assertEquals(503, three.outcome().status());
            assertEquals(503, calledByTheCarrier(first, "+49301234004", "").status());

            hangsUp(one, talks.getFirst(), first);
            SWITCH.strowger()
                    .await(
                            () -> calls().equals(List.of(1, 1)),
                            Loopback.SOON,
                            () -> "a place: " + calls());
            four.dial("4003", "");
            answers(first, first.awaitRequest("INVITE"));
            talks.add(confirms(four));
            hangsUp(two, talks.get(1), first);
            hangsUp(four, talks.get(2), first);
        }
    }

    /** With the usual T1, so that no INVITE is given up while others are answered. */
    @Test
    void noMoreCallsInASecondThanTheTrunkMayHave() throws IOException {
        var conf = conf("limits: {calls-per-second: 1}").t1Millis(500);
        var callers = new ArrayList<RawPhone>();
        try (var loopback = Loopback.start("trunk-per-second", conf);
                var first = RawPeer.open("carrier", CARRIER, FIRST, conf.sip())) {
            for (int number = FIRST_CALLER; number < FIRST_CALLER + MANY_CALLS; number++) {
                var caller = RawPhone.of(String.valueOf(number), loopback);
                callers.add(caller);
                caller.dial("4003", "");
            }
            var strowger = loopback.strowger();
            strowger.await(
                    () -> sent(strowger) + strowger.count(TOO_MANY) == MANY_CALLS,
                    Loopback.SOON,
                    () -> "all calls: " + strowger.counts());
            long sent = sent(strowger);
            assertTrue(sent >= 1 && sent < MANY_CALLS, "calls that went out: " + sent);
            var answered = new HashSet<String>();
            while (answered.size() < sent) {
                var invite = first.awaitRequest("INVITE");
                first.send(first.response(404, invite));
                answered.add(invite.first("Call-ID"));
            }
            var heard = callers.stream().map(caller -> caller.outcome().status()).toList();
            assertEquals(sent, Collections.frequency(heard, 404), heard::toString);
            assertEquals(MANY_CALLS - sent, Collections.frequency(heard, 503), heard::toString);
        } finally {
            callers.forEach(RawPhone::close);
        }
    }

    private static long sent(SwitchProcess strowger) {
        return strowger.count("counter.sip.invite_sent");
    }

    @Test
    @Rfc(number = 3325, section = "9.1")
    void numbersGoOutAsTheCarrierWantsThemWithTheNumberThatPays() throws IOException {
        try (var caller = caller(1012);
                var withheld = caller(1013);
                var first = carrier(FIRST)) {
            caller.dial("4003", "");
            var invite = first.awaitRequest("INVITE");
            assertEquals("sip:+494003@%s:%d".formatted(CARRIER, FIRST), uri(invite));
            assertEquals("+49999", user(invite.first("From")));
            assertEquals("+49999", user(invite.first("P-Asserted-Identity")));
            assertEquals("", invite.first("Privacy"));
            refuses(first, invite, 404);
            assertEquals(404, caller.outcome().status());

            withheld.dial("4003", "Privacy: id");
            var anonymous = first.awaitRequest("INVITE");
            assertEquals("anonymous", user(anonymous.first("From")));
            assertEquals("+49999", user(anonymous.first("P-Asserted-Identity")));
            assertEquals("id", anonymous.first("Privacy"));
            refuses(first, anonymous, 486);
            assertEquals(486, withheld.outcome().status());
        }
    }

    private static String uri(SipText request) {
        return request.startLine().split(" ", -1)[1];
    }

    private static String user(String value) {
        return SipText.user(SipText.uri(value));
    }

    @Test
    void theCarrierIsOfferedItsOwnCodecFirst() throws IOException {
        try (var caller = caller(1014);
                var first = carrier(FIRST)) {
            var both = RawPhone.SDP.replace("AVP 0", "AVP 0 8") + "a=rtpmap:8 PCMA/8000\r\n";
            caller.dial("4003", "", both);
            var invite = first.awaitRequest("INVITE");
            assertTrue(invite.body().matches("(?s).*m=audio \\d+ RTP/AVP 8 0\\b.*"), invite::body);
            var chosen = first.sdp(40_010).replace("AVP 0", "AVP 8").replace("0 PCMU", "8 PCMA");
            first.send(RawPeer.withSdp(first.response(200, invite), chosen));
            first.awaitRequest("ACK");
            var ok = confirms(caller);
            assertTrue(ok.body().matches("(?s).*m=audio \\d+ RTP/AVP 8\\b.*"), ok::body);
            hangsUp(caller, ok, first);
        }
    }

    /** The carrier dials a number of ours, with more header lines. */
    private static SipText calledByTheCarrier(RawPeer carrier, String number, String more)
            throws IOException {
        var invite = RawPhone.with(carrier.request("INVITE", 1, number), more);
        carrier.send(RawPeer.withSdp(invite, carrier.sdp(40_030)));
        var answer =
                carrier.await(
                        "an answer",
                        m ->
                                !m.isRequest()
                                        && m.status() >= 200
                                        && m.first("Call-ID").equals(carrier.callId()));
        carrier.send(
                answer.status() == 200
                        ? carrier.request("ACK", 1, number, answer.first("To"))
                        : RawPeer.ack(invite, answer));
        return answer;
    }

    @Test
    @Rfc(number = 3325, section = "8")
    void numbersComeInAsTheSwitchWritesThemAndTheCarrierIsBelieved() throws IOException {
        try (var first = carrier(FIRST)) {
            var number = "+49301234004";
            var ok =
                    calledByTheCarrier(
                            first, number, "P-Asserted-Identity: <sip:+4940777@carrier.example>");
            assertEquals(200, ok.status(), ok::toString);
            first.send(first.request("BYE", 2, number, ok.first("To")));
            first.await(200, "BYE");
        }
        var record =
                SWITCH.strowger().awaitRecordsOf(Set.of("040777"), 1, Loopback.SOON).getFirst();
        assertEquals("4004", record.dialled(), record::toString);
    }
}
