package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.SipCounter;
import org.strowger.sip.TrunkState;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.TrunkLimits;

/** Where a call goes when a host of its trunk fails it. */
class TrunkFailoverTest {

    private final TrunkOf two = new TrunkOf("peer", 2, 3);
    private Bench b = TrunkOf.bench(two);

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
        b.core.trunks().forEach(trunk -> assertEquals(0, trunk.calls(), trunk::toString));
    }

    private String invite(int host) {
        assertEquals(host, TrunkOf.last(b));
        var invite = b.sent().getLast();
        assertTrue(invite.startsWith("INVITE "), invite);
        return invite;
    }

    private void hangUpBy(String invite) {
        b.sent();
        b.receive(TrunkOf.bye(1, invite));
        assertEquals(List.of("200"), b.started());
    }

    @Rfc(number = 3263, section = "4.3")
    @Test
    void silenceOfFourSecondsSendsTheSameRequestToTheNextHost() {
        b.call();
        var first = invite(2);
        b.time.advanceMillis(3_990);
        assertTrue(b.flows.stream().allMatch(flow -> flow.equals(TrunkOf.flow(2))));
        b.sent();
        b.time.advanceMillis(20);
        var second = invite(3);
        for (var same : List.of("Call-ID", "CSeq", "From", "Max-Forwards")) {
            assertEquals(header(first, same), header(second, same));
        }
        assertNotEquals(header(first, "Via"), header(second, "Via"));
        assertTrue(second.startsWith("INVITE sip:4003@127.0.0.3:5070 SIP/2.0\r\n"), second);
        b.time.advanceMillis(400);
        assertEquals(List.of(), b.sent(), "the first host is not asked any more");
        b.receive(response(200, second, "p", SDP), TrunkOf.flow(3));
        assertEquals(List.of("out answered 4000"), b.hub.told());
        hangUpBy(second);
        assertEquals(1, b.counters.value(SipCounter.TRUNK_FAILOVER));
    }

    @Test
    void whoAnswersTooLateIsAcknowledgedAndHungUpOn() {
        b.call();
        var first = invite(2);
        b.time.advanceMillis(4_010);
        var second = invite(3);
        b.receive(response(180, second, "p", ""), TrunkOf.flow(3));
        b.receive(response(200, first, "late", SDP), TrunkOf.flow(2));
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("ACK "), sent::toString);
        assertTrue(sent.get(1).startsWith("BYE "), sent::toString);
        assertEquals("late", Bench.toTag(sent.get(1)));
        b.receive(response(200, first, "late", SDP), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started(), "the 2xx came again");
        b.receive(response(200, sent.get(1), "", ""), TrunkOf.flow(2));
        b.receive(response(486, second, "p", ""), TrunkOf.flow(3));
        assertEquals(List.of("out 180", "out ended REJECTED 486"), b.hub.told());
    }

    @Test
    void whoRingsTooLateIsCancelled() {
        b.call();
        var first = invite(2);
        b.time.advanceMillis(4_010);
        var second = invite(3);
        b.receive(response(180, first, "late", ""), TrunkOf.flow(2));
        var cancel = b.only();
        assertTrue(cancel.startsWith("CANCEL sip:4003@127.0.0.2:5070 "), cancel);
        assertEquals(header(first, "Via"), header(cancel, "Via"));
        b.receive(response(180, first, "late", ""), TrunkOf.flow(2));
        assertEquals(List.of(), b.sent(), "once");
        b.receive(response(200, cancel, "late", ""), TrunkOf.flow(2));
        b.receive(response(487, first, "late", ""), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of(), b.hub.told());
        b.receive(response(404, second, "p", ""), TrunkOf.flow(3));
        assertEquals(List.of("out ended REJECTED 404"), b.hub.told());
    }

    @Rfc(number = 3263, section = "4.3")
    @Test
    void a503GoesOnAtOnceAndASecondOneIsTheEnd() {
        b.call();
        var first = invite(2);
        b.receive(response(100, first, "", ""), TrunkOf.flow(2));
        b.receive(response(503, first, "x", ""), TrunkOf.flow(2));
        assertEquals(3, TrunkOf.last(b));
        var sent = b.sent();
        assertTrue(sent.getFirst().startsWith("ACK sip:4003@127.0.0.2:5070 "), sent::toString);
        assertEquals(List.of(), b.hub.told());
        b.receive(response(503, sent.getLast(), "y", ""), TrunkOf.flow(3));
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
    }

    @Rfc(number = 3261, section = "21.5.4")
    @Test
    void aRetryAfterKeepsTheNextCallsAway() {
        b.call();
        var busy =
                response(503, invite(2), "x", "")
                        .replace("\r\nContact", "\r\nRetry-After: 60\r\nContact");
        b.receive(busy, TrunkOf.flow(2));
        b.receive(response(404, invite(3), "y", ""), TrunkOf.flow(3));
        b.sent();
        b.call();
        b.receive(response(404, invite(3), "y", ""), TrunkOf.flow(3));
        b.time.advanceMillis(60_010);
        b.sent();
        b.call();
        b.receive(response(404, invite(2), "y", ""), TrunkOf.flow(2));
    }

    @Test
    void whenItRangARefusalIsTheEndUnlessTheOperatorSaysOtherwise() {
        b.call();
        var first = invite(2);
        b.receive(response(180, first, "x", ""), TrunkOf.flow(2));
        b.receive(response(503, first, "x", ""), TrunkOf.flow(2));
        assertEquals(List.of("out 180", "out ended REJECTED 503"), b.hub.told());
        b.rest();
        two.failover = new Failover(4_000, 0, Set.of(500), 30);
        b = TrunkOf.bench(two);
        b.call();
        var again = invite(2);
        b.receive(response(183, again, "x", SDP), TrunkOf.flow(2));
        b.receive(response(500, again, "x", ""), TrunkOf.flow(2));
        var next = invite(3);
        b.receive(response(200, next, "p", SDP), TrunkOf.flow(3));
        hangUpBy(next);
    }

    @Test
    void nothingBut100IsEnoughUnlessTheOperatorSaysOtherwise() {
        b.call();
        var first = invite(2);
        b.receive(response(100, first, "", ""), TrunkOf.flow(2));
        b.time.advanceMillis(60_000);
        assertEquals(List.of(), b.sent());
        b.receive(response(404, first, "x", ""), TrunkOf.flow(2));
        b.rest();
        two.failover = new Failover(4_000, 2_000, Set.of(), 30);
        b = TrunkOf.bench(two);
        b.call();
        var again = invite(2);
        b.time.advanceMillis(300);
        b.receive(response(100, again, "", ""), TrunkOf.flow(2));
        b.time.advanceMillis(2_010);
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("INVITE sip:4003@127.0.0.3:5070 "), sent::toString);
        assertTrue(sent.get(1).startsWith("CANCEL sip:4003@127.0.0.2:5070 "), sent::toString);
        b.receive(response(200, sent.get(1), "", ""), TrunkOf.flow(2));
        b.receive(response(487, again, "x", ""), TrunkOf.flow(2));
        b.receive(response(404, sent.get(0), "p", ""), TrunkOf.flow(3));
    }

    @Test
    void whenNobodyAnswersTheNextCallIsRefusedAtOnce() {
        two.failover = new Failover(4_000, 0, Set.of(), 60);
        b = TrunkOf.bench(two);
        b.call();
        b.time.advanceMillis(37_000);
        assertEquals(List.of("out ended REJECTED 408"), b.hub.told(), "4 s, and timer B");
        b.core.trunks().forEach(t -> assertEquals(TrunkState.Service.RESTING, t.service()));
        b.sent();
        b.time.advanceMillis(1);
        var leg = b.call();
        b.time.advanceMillis(10);
        assertEquals(List.of(), b.sent());
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
        leg.hangUp("late");
        assertEquals(1, b.counters.value(SipCounter.TRUNK_DOWN));
        b.time.advanceMillis(30_000);
        b.call();
        b.receive(response(404, invite(2), "x", ""), TrunkOf.flow(2));
    }

    @Test
    void anOnlyHostIsWaitedForAsLongAsTheRfcSays() {
        b = TrunkOf.bench(new TrunkOf("peer", 2));
        b.call();
        b.time.advanceMillis(31_990);
        assertEquals(List.of(), b.hub.told());
        b.time.advanceMillis(20);
        assertEquals(List.of("out ended REJECTED 408"), b.hub.told());
        b.sent();
        b.call();
        b.receive(response(404, invite(2), "x", ""), TrunkOf.flow(2));
    }

    @Test
    void whatCannotBeSentGoesOn() {
        b.broken = true;
        b.call();
        b.time.advanceMillis(10);
        b.broken = false;
        b.time.advanceMillis(10);
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
        assertEquals(1, b.counters.value(SipCounter.TRUNK_FAILOVER));
    }

    @Test
    void theNextHostsAnswerIsAcknowledgedAndHungUpAsAny() {
        b.broken = true;
        var leg = b.call();
        b.broken = false;
        b.time.advanceMillis(10);
        var second = b.only();
        b.receive(response(200, second, "p", Bench.SDP));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out answered 4000"), b.hub.told());
        leg.hangUp("done");
        var bye = b.only();
        assertTrue(bye.startsWith("BYE "), bye);
        b.receive(response(200, bye, "", ""));
    }

    @Test
    void whoHungUpIsNotCalledElsewhere() {
        var leg = b.call();
        var first = invite(2);
        leg.hangUp("gone");
        b.time.advanceMillis(10_000);
        assertTrue(b.flows.stream().allMatch(flow -> flow.equals(TrunkOf.flow(2))));
        b.sent();
        b.receive(response(503, first, "x", ""), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out ended OURS 503"), b.hub.told());
    }

    @Test
    void aBusyUserIsBusyEverywhere() {
        b.call();
        var busy =
                response(503, invite(2), "x", "")
                        .replace(
                                "\r\nContact",
                                "\r\nReason: Q.850;cause=17;text=\"busy\"\r\nContact");
        b.receive(busy, TrunkOf.flow(2));
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
        assertEquals(17, b.hub.lastEnd().q850());
    }

    @Test
    void aTrunkThatIsFullOverflowsAndSoDoesOneThatFails() {
        two.overflow = "other";
        two.limits = new TrunkLimits(1, 0, 0);
        var other = new TrunkOf("other", 4);
        b = TrunkOf.bench(two, other);
        b.call();
        var first = invite(2);
        b.call();
        var second = invite(4);
        assertTrue(second.startsWith("INVITE sip:4003@127.0.0.4:5070 "), second);
        assertEquals(1, b.counters.value(SipCounter.TRUNK_LIMIT));
        b.receive(response(404, second, "x", ""), TrunkOf.flow(4));
        b.receive(response(503, first, "x", ""), TrunkOf.flow(2));
        b.receive(response(503, invite(3), "x", ""), TrunkOf.flow(3));
        assertEquals(List.of(0, 0, 1), b.core.trunks().stream().map(TrunkState::calls).toList());
        b.receive(response(503, invite(4), "x", ""), TrunkOf.flow(4));
        assertEquals(List.of("out ended REJECTED 404", "out ended REJECTED 503"), b.hub.told());
    }

    @Test
    void aLimitWithoutOverflowIs503() {
        two.limits = new TrunkLimits(0, 1, 0);
        b = TrunkOf.bench(two);
        b.call();
        var first = invite(2);
        b.call();
        b.time.advanceMillis(10);
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
        b.receive(response(404, first, "x", ""), TrunkOf.flow(2));
        b.time.advanceMillis(1_000);
        b.sent();
        b.call();
        b.receive(response(404, invite(2), "x", ""), TrunkOf.flow(2));
    }

    @Test
    void aCallThatComesInCountsToo() {
        two.limits = new TrunkLimits(1, 0, 0);
        two.trusted = List.of(TrunkOf.flow(2).remote().getAddress());
        b = TrunkOf.bench(two);
        b.receive(Bench.invite(Map.of()), TrunkOf.flow(2));
        assertEquals(1, b.core.trunks().getFirst().calls());
        b.sent();
        b.receive(
                Bench.invite(
                        Map.of(
                                "branch",
                                "z9hG4bK-2",
                                "Call-ID",
                                "call-2",
                                "From",
                                "<sip:6@x>;tag=b")),
                TrunkOf.flow(2));
        var refusal = b.only();
        assertTrue(refusal.startsWith("SIP/2.0 503 "), refusal);
        assertEquals("", header(refusal, "Retry-After"));
        b.hub.leg().reject(486);
        b.receive(
                Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE", "CSeq", "1 ACK"), ""),
                TrunkOf.flow(2));
    }

    @Test
    void theTrunksCallsThatComeTooFastMayComeAgainInASecond() {
        two.limits = new TrunkLimits(0, 0, 1);
        two.trusted = List.of(TrunkOf.flow(2).remote().getAddress());
        b = TrunkOf.bench(two);
        for (int i = 1; i <= 2; i++) {
            b.receive(
                    Bench.invite(Map.of("branch", "z9hG4bK-" + i, "Call-ID", "call-" + i)),
                    TrunkOf.flow(2));
        }
        var refusal = b.sent().getLast();
        assertTrue(refusal.startsWith("SIP/2.0 503 "), refusal);
        assertEquals("1", header(refusal, "Retry-After"));
        assertEquals(1, b.counters.value(SipCounter.TRUNK_LIMIT));
        refuses(1);
        b.time.advanceMillis(1_000);
        b.receive(
                Bench.invite(Map.of("branch", "z9hG4bK-3", "Call-ID", "call-3")), TrunkOf.flow(2));
        refuses(3);
    }

    private void refuses(int call) {
        b.hub.leg().reject(486);
        var ack = Map.of("branch", "z9hG4bK-" + call, "Call-ID", "call-" + call, "CSeq", "1 ACK");
        b.receive(Bench.request("ACK", ack, ""), TrunkOf.flow(2));
    }
}
