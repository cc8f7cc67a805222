package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalledSideTest {

    private static final AnswerPlan TALKS = AnswerPlan.NORMAL.talking(TalkTime.parse("2s"));

    private final Bench bench = new Bench();
    private final List<String> told = new ArrayList<>();
    private final Party agent =
            new Party(
                    "1001",
                    0,
                    true,
                    new Party.After() {
                        @Override
                        public void vanished(Party party) {
                            told.add("vanished");
                            party.gone = true;
                        }

                        @Override
                        public void rangOut(Party party) {
                            told.add("rang out");
                        }
                    });

    @Test
    void ringsAnswersTalksAndHangsUp() {
        var side = side(TALKS);

        receive(side, "INVITE", 1, "a");
        assertEquals(List.of("SIP/2.0 180 Ringing"), bench.starts());
        bench.pass(Duration.ofMillis(100));
        assertTrue(bench.last().body().contains("m=audio 9 RTP/AVP 0 96"), bench.last()::body);
        assertTrue(bench.last().body().contains("a=recvonly"), bench.last()::body);
        assertEquals(List.of("SIP/2.0 200 OK"), bench.starts());
        receive(side, "ACK", 1, "a");
        bench.pass(Duration.ofMillis(1_999));
        assertEquals(List.of(), bench.starts());
        bench.pass(Duration.ofMillis(2));
        var bye = bench.last();
        assertEquals("BYE sip:n1@127.0.0.1:5060 SIP/2.0", bye.startLine());
        assertEquals(0, bench.count(Count.LIVE));
        side.received(0, Bench.response(bye, "200 OK"), Bench.SWITCH);
        assertTrue(bench.asks.isEmpty());
        bench.starts();
        bench.pass(Duration.ofSeconds(70));
        assertEquals(List.of(), bench.starts());
        assertEquals(0, bench.timers.size());
    }

    @Test
    void the200IsRepeatedUntilItsAckAndTheByeUntilItsAnswer() {
        var side = side(TALKS);

        receive(side, "INVITE", 1, "a");
        bench.pass(Duration.ofMillis(100));
        bench.starts();
        bench.pass(Duration.ofMillis(1_600)); // After 0.5 and 1.5 s.
        assertEquals(Collections.nCopies(2, "SIP/2.0 200 OK"), bench.starts());
        bench.pass(Duration.ofMillis(30_500)); // 64 T1 after the answer.
        var starts = bench.starts();
        assertEquals(1, starts.stream().filter(start -> start.startsWith("BYE")).count());
        bench.pass(Duration.ofSeconds(40));
        assertEquals(Collections.nCopies(10, "BYE sip:n1@127.0.0.1:5060 SIP/2.0"), bench.starts());
        assertEquals(2, bench.count(Count.UNANSWERED));
    }

    @Test
    void anInviteThatComesAgainGetsTheLastResponseAgain() {
        var side = side(TALKS);

        receive(side, "INVITE", 1, "a");
        receive(side, "INVITE", 1, "a");
        assertEquals(Collections.nCopies(2, "SIP/2.0 180 Ringing"), bench.starts());
        assertEquals(1, bench.count(Count.INVITES));
        assertEquals(1, bench.count(Count.RETRANSMISSIONS_RECEIVED));
    }

    @Test
    void aCancelledCallEndsWith487UntilItsAck() {
        var ringsOut = Behaviour.NORMAL.with(Behaviour.Kind.RING_OUT, 1_000);
        var side = side(TALKS.behaving(ringsOut));

        receive(side, "INVITE", 1, "a");
        bench.pass(Duration.ofSeconds(10));
        bench.starts();
        receive(side, "CANCEL", 1, "a");
        assertEquals(List.of("SIP/2.0 200 OK", "SIP/2.0 487 Request Terminated"), bench.starts());
        bench.pass(Duration.ofMillis(501));
        assertEquals(List.of("SIP/2.0 487 Request Terminated"), bench.starts());
        receive(side, "ACK", 1, "a");
        bench.pass(Duration.ofSeconds(40));
        assertEquals(List.of(), bench.starts());
        assertEquals(List.of("rang out"), told);
        assertEquals(1, bench.count(Count.CANCELLED));
    }

    @Test
    void aSecondCallAtATimeIsRefusedAndKept() {
        var side = side(TALKS);

        receive(side, "INVITE", 1, "a");
        receive(side, "INVITE", 1, "b");
        assertEquals(List.of("SIP/2.0 180 Ringing", "SIP/2.0 486 Busy Here"), bench.starts());
        assertEquals(List.of(new TwoAtOnce("1001", 0, "a", "RINGING", "b")), side.violations());
        assertEquals(1, bench.count(Count.TWO_AT_ONCE));
        assertEquals(1, bench.count(Count.LIVE));
    }

    @Test
    void oneAfterTheOtherIsNoViolation() {
        var side = side(TALKS);

        receive(side, "INVITE", 1, "a");
        bench.pass(Duration.ofMillis(101));
        receive(side, "ACK", 1, "a");
        receive(side, "BYE", 2, "a");
        receive(side, "INVITE", 1, "b");
        assertEquals(List.of(), side.violations());
        assertEquals(1, bench.count(Count.BYES_RECEIVED));
    }

    @Test
    void whoVanishesSaysNotAWordMore() {
        var side = side(TALKS.behaving(Behaviour.NORMAL.with(Behaviour.Kind.VANISH, 1_000)));

        receive(side, "INVITE", 1, "a");
        bench.pass(Duration.ofMillis(101));
        receive(side, "ACK", 1, "a");
        bench.pass(Duration.ofSeconds(3));
        bench.starts();
        receive(side, "BYE", 2, "a");
        receive(side, "INVITE", 1, "b");
        assertEquals(List.of(), bench.starts());
        assertEquals(List.of("vanished"), told);
        assertEquals(0, bench.count(Count.LIVE));
    }

    @Test
    void asManyVanishAsAreToldToWhateverTheCallerDoes() {
        var crowd = new Party("1001", 0, false, agent.after);
        var plan = TALKS.behaving(Behaviour.NORMAL.with(Behaviour.Kind.VANISH, 1_000));
        var side = new CalledSide(bench.ground, bench.asks, plan, _ -> crowd);

        for (int i = 0; i < 60; i++) {
            crowd.gone = false;
            receive(side, "INVITE", 1, "c" + i);
            bench.pass(Duration.ofMillis(101));
            crowd.gone = false;
            receive(side, i % 2 == 0 ? "ACK" : "CANCEL", 1, "c" + i);
            receive(side, "BYE", 2, "c" + i);
        }
        assertEquals(60, bench.count(Count.VANISHED));
        long answered = bench.count(Count.ANSWERED);
        assertTrue(answered > 15 && answered < 45, () -> answered + " answered");
    }

    @Test
    void aReInviteIsAnsweredWithTheOppositeDirection() {
        var side = side(TALKS);

        receive(side, "INVITE", 1, "a");
        bench.pass(Duration.ofMillis(101));
        receive(side, "ACK", 1, "a");
        bench.starts();
        receive(side, "INVITE", 2, "a");
        assertTrue(bench.last().body().contains("a=recvonly"), bench.last()::body);
        receive(side, "ACK", 2, "a");
        bench.starts();
        bench.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), bench.starts());
        assertEquals(1, bench.count(Count.REINVITES));
    }

    @Test
    void whatBelongsToNoCallIsRefusedAndCounted() {
        var side = side(TALKS);

        receive(side, "BYE", 2, "a");
        receive(side, "MESSAGE", 1, "b");
        receive(side, "OPTIONS", 1, "c");
        assertEquals(
                List.of("SIP/2.0 481 No Call", "SIP/2.0 405 Method Not Allowed", "SIP/2.0 200 OK"),
                bench.starts());
        assertEquals(2, bench.ground.counters().allUnexpected().size());
    }

    private CalledSide side(AnswerPlan plan) {
        return new CalledSide(
                bench.ground, bench.asks, plan, user -> user.equals("1001") ? agent : null);
    }

    private static void receive(CalledSide side, String method, int sequence, String callId) {
        side.received(0, Bench.request(method, sequence, callId), Bench.SWITCH);
    }
}
