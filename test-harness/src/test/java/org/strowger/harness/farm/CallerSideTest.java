package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.SipText;

class CallerSideTest {

    private static final String INVITE = "INVITE sip:4002@127.0.0.1:5060 SIP/2.0";
    private static final String CANCEL = "CANCEL sip:4002@127.0.0.1:5060 SIP/2.0";
    private static final String REFUSED = "ACK sip:4002@127.0.0.1:5060 SIP/2.0";
    private static final String ACK = "ACK sip:n1@127.0.0.1:5060 SIP/2.0";
    private static final String BYE = "BYE sip:n1@127.0.0.1:5060 SIP/2.0";
    private static final CallPlan ONE = CallPlan.of("4002", 10, 1);

    private final Bench bench = new Bench();

    @Test
    void rateAndCallersAreThoseOfThePlan() {
        var side = begin(CallPlan.of("4002", 10, 3).callersFrom(77));

        assertEquals(List.of(INVITE), bench.starts());
        bench.pass(Duration.ofMillis(99));
        assertEquals(List.of(), bench.starts());
        bench.pass(Duration.ofMillis(201));
        var froms = bench.sent.stream().map(sent -> SipText.user(sent.first("From"))).toList();
        assertEquals(List.of("78", "79"), froms);
        assertFalse(side.isDone());
    }

    @Test
    void talksAndHangsUp() {
        var side = begin(ONE.talking(TalkTime.parse("2s")));

        var invite = bench.last();
        assertTrue(invite.body().contains("m=audio 9 RTP/AVP 0 101"), invite::body);
        bench.pass(Duration.ofMillis(10));
        answer(side, invite, "100 Trying");
        bench.pass(Duration.ofMillis(10));
        answer(side, invite, "180 Ringing");
        bench.pass(Duration.ofSeconds(40));
        bench.starts();
        answer(side, invite, "200 OK");
        assertEquals(List.of(ACK), bench.starts());
        bench.pass(Duration.ofMillis(1_999));
        assertEquals(List.of(), bench.starts());
        bench.pass(Duration.ofMillis(1));
        var bye = bench.last();
        assertEquals(List.of(BYE), bench.starts());
        assertFalse(side.isDone());
        bench.pass(Duration.ofMillis(5));
        side.received(0, Bench.response(bye, "200 OK"), Bench.SWITCH);
        assertTrue(side.isDone());
        var outcome = side.outcomes().getFirst();
        assertEquals("5550000", outcome.caller());
        assertEquals(200, outcome.status());
        assertEquals(40_020_000, outcome.establishedAt());
        assertEquals(Outcome.End.CALLER, outcome.endedBy());
        assertEquals(10_000, (double) side.latencies().copy(Latency.TRYING).getMaxValue(), 20);
        assertEquals(20_000, (double) side.latencies().copy(Latency.RINGING).getMaxValue(), 40);
        assertEquals(5_000, (double) side.latencies().copy(Latency.BYE_ANSWERED).getMaxValue(), 10);
        bench.pass(Duration.ofSeconds(80));
        assertEquals(List.of(), bench.starts());
        assertEquals(0, bench.timers.size());
    }

    @Test
    void theSwitchMayHangUpAndIsAnsweredAgain() {
        var side = begin(ONE);

        var invite = established(side);
        receive(side, invite, "BYE", 1);
        receive(side, invite, "BYE", 1);
        assertEquals(Collections.nCopies(2, "SIP/2.0 200 OK"), bench.starts());
        assertEquals(Outcome.End.SWITCH, side.outcomes().getFirst().endedBy());
        assertEquals(1, bench.count(Count.BYES_RECEIVED));
        assertTrue(side.isDone());
    }

    @Test
    void anInviteThatIsLostIsSentAgainUntilTimerB() {
        var side = begin(ONE);

        bench.pass(Duration.ofMillis(31_900)); // After 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s.
        assertEquals(Collections.nCopies(7, INVITE), bench.starts());
        bench.pass(Duration.ofMillis(101));
        assertEquals(List.of(), bench.starts());
        var outcome = side.outcomes().getFirst();
        assertEquals(0, outcome.status());
        assertEquals(Outcome.End.NOBODY, outcome.endedBy());
    }

    @Test
    void a200ThatComesAgainIsAcknowledgedAgain() {
        var side = begin(ONE);

        var invite = established(side);
        answer(side, invite, "200 OK");
        assertEquals(List.of(ACK), bench.starts());
        assertEquals(1, bench.count(Count.ANSWERED));
    }

    @Test
    void aByeThatIsLostIsSentAgainUntilTimerF() {
        var side = begin(kind(CallerBehaviour.Kind.HANG_UP_AT_ANSWER));

        answer(side, bench.last(), "200 OK");
        assertEquals(List.of(INVITE, ACK, BYE), bench.starts());
        bench.pass(Duration.ofMillis(31_900));
        assertEquals(Collections.nCopies(10, BYE), bench.starts());
        bench.pass(Duration.ofSeconds(5));
        assertTrue(side.isDone());
        assertEquals(1, bench.count(Count.UNANSWERED));
    }

    @Test
    void aRefusalIsAcknowledgedEachTime() {
        var side = begin(ONE);

        var invite = bench.last();
        bench.starts();
        answer(side, invite, "486 Busy Here");
        var ack = bench.last();
        answer(side, invite, "486 Busy Here");
        assertEquals(List.of(REFUSED, REFUSED), bench.starts());
        assertEquals(Texts.branchOf(invite), Texts.branchOf(ack));
        assertEquals(486, side.outcomes().getFirst().status());
        assertEquals(Outcome.End.SWITCH, side.outcomes().getFirst().endedBy());
        assertEquals(1, bench.count(Count.REFUSED));
    }

    @Test
    void aCancelWaitsForAnyResponse() {
        var side = begin(early());

        var invite = bench.last();
        bench.pass(Duration.ofMillis(600));
        assertEquals(List.of(INVITE, INVITE), bench.starts());
        answer(side, invite, "100 Trying");
        var cancel = bench.last();
        assertEquals(List.of(CANCEL), bench.starts());
        assertEquals(Texts.branchOf(invite), Texts.branchOf(cancel));
        side.received(0, Bench.response(cancel, "200 OK"), Bench.SWITCH);
        assertFalse(side.isDone());
        answer(side, invite, "487 Request Terminated");
        assertEquals(List.of(REFUSED), bench.starts());
        assertTrue(side.isDone());
        assertEquals(487, side.outcomes().getFirst().status());
        assertEquals(Outcome.End.CALLER, side.outcomes().getFirst().endedBy());
    }

    @Test
    void a200ThatCrossesTheCancelIsAcknowledgedAndEnded() {
        var side = begin(early());

        var invite = bench.last();
        bench.pass(Duration.ofMillis(101));
        answer(side, invite, "180 Ringing");
        bench.starts();
        answer(side, invite, "200 OK");
        assertEquals(List.of(ACK, BYE), bench.starts());
        var outcome = side.outcomes().getFirst();
        assertEquals(200, outcome.status());
        assertEquals(Outcome.End.CALLER, outcome.endedBy());
    }

    @Test
    void aCancelWithoutEndIsGivenUpAndALateAnswerEndedNevertheless() {
        var side = begin(early());

        var invite = bench.last();
        answer(side, invite, "100 Trying");
        bench.pass(Duration.ofSeconds(33));
        assertEquals(Outcome.End.NOBODY, side.outcomes().getFirst().endedBy());
        bench.starts();
        answer(side, invite, "200 OK");
        assertEquals(List.of(ACK, BYE), bench.starts());
        assertEquals(1, side.outcomes().size());
    }

    @Test
    void whoLeavesAtRandomLeavesInEveryPhase() {
        var plan = kind(CallerBehaviour.Kind.HANG_UP_RANDOM);
        plan = plan.givingUp(plan.early(), TalkTime.parse("1s"));
        var side = begin(plan);

        established(side);
        bench.pass(Duration.ofMillis(999));
        assertEquals(List.of(), bench.starts());
        bench.pass(Duration.ofMillis(2));
        assertEquals(List.of(BYE), bench.starts());
        assertEquals(Outcome.End.CALLER, side.outcomes().getFirst().endedBy());
    }

    @Test
    void whoVanishesSaysNotAWordMoreInAnyPhase() {
        var plan = CallPlan.of("4002", 1_000, 60).talking(TalkTime.parse("1s"));
        var share = CallerBehaviour.NORMAL.with(CallerBehaviour.Kind.VANISH, 1_000);
        var side = begin(plan.behaving(share, 3));

        bench.pass(Duration.ofMillis(70));
        var invites = List.copyOf(bench.sent);
        invites.forEach(invite -> answer(side, invite, "200 OK"));
        bench.pass(Duration.ofSeconds(2));
        bench.starts();
        invites.forEach(invite -> answer(side, invite, "200 OK"));
        invites.forEach(invite -> receive(side, invite, "BYE", 1));
        bench.pass(Duration.ofSeconds(90));
        invites.forEach(invite -> receive(side, invite, "BYE", 1));
        assertEquals(List.of(), bench.starts());
        assertEquals(60, bench.count(Count.VANISHED));
        var sums = CallSums.of(side.outcomes());
        assertEquals(Map.of(Outcome.End.NOBODY, 60L), sums.byEnd());
        long acked = bench.count(Count.ACKED);
        assertTrue(acked > 10 && acked < sums.established(), () -> acked + " " + sums);
    }

    @Test
    void aLateOfferIsAnsweredInTheAck() {
        var side = begin(kind(CallerBehaviour.Kind.LATE_OFFER));

        var invite = bench.last();
        assertEquals("", invite.body());
        answer(side, invite, "200 OK");
        assertTrue(bench.last().body().contains("m=audio 9 RTP/AVP 0 96"), bench.last()::body);
        assertEquals(ACK, bench.last().startLine());
    }

    @Test
    void aReInviteIsAnsweredUntilItsAck() {
        var side = begin(ONE);

        var invite = established(side);
        receive(side, invite, "INVITE", 7);
        assertTrue(bench.last().body().contains("a=recvonly"), bench.last()::body);
        bench.pass(Duration.ofMillis(501));
        assertEquals(Collections.nCopies(2, "SIP/2.0 200 OK"), bench.starts());
        receive(side, invite, "ACK", 7);
        bench.pass(Duration.ofSeconds(5));
        assertEquals(List.of(), bench.starts());
    }

    @Test
    void stoppedCallersLeaveAndEveryCallHasAnOutcome() {
        var side = begin(CallPlan.of("4002", 10, 5));

        established(side);
        bench.pass(Duration.ofMillis(101));
        bench.starts();
        side.stop();
        assertEquals(List.of(BYE), bench.starts());
        assertFalse(side.isDone());
        side.abandon();
        assertEquals(2, side.outcomes().size());
        bench.pass(Duration.ofSeconds(1));
        assertEquals(2, bench.count(Count.INVITES));
    }

    @Test
    void theSameSeedGivesTheSameIntents() {
        var shares =
                CallerBehaviour.NORMAL
                        .with(CallerBehaviour.Kind.VANISH, 200)
                        .with(CallerBehaviour.Kind.HANG_UP_EARLY, 300);
        var plan = CallPlan.of("4002", 100, 50).behaving(shares, 9);
        var first = new Random(9);
        var second = new Random(9);

        for (int i = 0; i < plan.calls(); i++) {
            assertEquals(Intent.draw(plan, first), Intent.draw(plan, second));
        }
    }

    private static CallPlan kind(CallerBehaviour.Kind kind) {
        return ONE.behaving(CallerBehaviour.NORMAL.with(kind, 1_000), 1);
    }

    private static CallPlan early() {
        var plan = kind(CallerBehaviour.Kind.HANG_UP_EARLY);
        return plan.givingUp(TalkTime.parse("100ms"), plan.leaves());
    }

    private CallerSide begin(CallPlan plan) {
        var side = new CallerSide(bench.ground, bench.asks, Bench.SWITCH, plan);
        side.begin();
        return side;
    }

    private SipText established(CallerSide side) {
        var invite = bench.last();
        answer(side, invite, "200 OK");
        bench.starts();
        return invite;
    }

    private static void answer(CallerSide side, SipText invite, String status) {
        var response = Bench.response(invite, status).with("Contact", "<sip:n1@127.0.0.1:5060>");
        var body = Bench.request("INVITE", 1, "offer").body();
        side.received(
                0,
                status.startsWith("200") ? response.withBody("application/sdp", body) : response,
                Bench.SWITCH);
    }

    private static void receive(CallerSide side, SipText invite, String method, int sequence) {
        side.received(0, Bench.request(method, sequence, invite.first("Call-ID")), Bench.SWITCH);
    }
}
