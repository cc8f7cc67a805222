package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.call.FakeSip.Asked;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/** An agent who talks with a caller parks the call. */
class ParkTest extends AnsweredCall {

    @Test
    void aTransferToTheParkNumberSaysTheSlotAndParksTheCaller() {
        var asked = parks("700");
        assertEquals("music", media(0).did.getLast());
        assertEquals("play en/digit-7+en/digit-0+en/digit-1", media(1).did.getLast());
        assertNull(agent.hungUp);
        lab.then(() -> media(1).events.played(1));
        assertEquals(List.of(200), asked.told);
        assertEquals("Call parked", agent.hungUp);
        lab.then(agent::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins");
        assertEquals("parked", lab.switchboard.summaries().getFirst().state());
        var colleague = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "701");
        assertEquals(List.of("200 [PCMU]"), colleague.heard);
        assertEquals(media(2), media(0).partner);
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals(AGENT, cdr.agent());
        assertEquals("agent", cdr.endedBy());
        assertEquals(3, cdr.legs().size());
    }

    @Test
    void whoDialsTheParkNumberParksTheCallThatHeHolds() {
        holds();
        var second = lab.dials(new Caller.User(AGENT), AGENT, "700");
        lab.then(() -> second.events().confirmed());
        assertEquals("play en/digit-7+en/digit-0+en/digit-1", media(2).did.getLast());
        assertEquals("Call parked", agent.hungUp);
        lab.then(agent::confirmsEnd, second::hangsUp);
        var back = lab.dials(new Caller.User(AGENT), AGENT, "701");
        assertEquals(media(3), media(0).partner);
        lab.then(caller::hangsUp, back::confirmsEnd);
    }

    @Test
    void whoHoldsNothingParksNothing() {
        var second = lab.dials(new Caller.User(AGENT), AGENT, "700");
        assertEquals(List.of("480"), second.heard);
        lab.then(second::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
        assertEquals("rejected", lab.cdrs().getFirst().outcome());
    }

    @Test
    void aSlotCanBeChosen() {
        var asked = parks("702");
        lab.then(() -> media(1).events.played(1), agent::confirmsEnd);
        assertEquals(List.of(200), asked.told);
        assertEquals(List.of("480"), dials("701").heard);
        var colleague = dials("702");
        lab.then(caller::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void aSlotThatIsTakenIsBusy() {
        parks("701");
        lab.then(() -> media(1).events.played(1), agent::confirmsEnd);
        var second = lab.dials(new Caller.User(AGENT), AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        assertEquals(486, Asked.blind(second.events(), "701").answer);
        lab.then(second::hangsUp, carrier::confirmsEnd);
        lab.then(caller::hangsUp);
    }

    @Test
    void afterATimeWhoParkedItIsCalled() {
        parksAndGoes();
        lab.passes(Duration.ofSeconds(61));
        var back = lab.rung();
        assertEquals(AGENT, back.user());
        assertEquals("music", media(0).did.getLast());
        lab.then(back::rings, back::answers);
        assertEquals(media(2), media(0).partner);
        assertEquals(List.of("480"), dials("701").heard, "it is not parked any more");
        lab.then(caller::hangsUp, back::confirmsEnd);
    }

    @Test
    void ifNobodyAnswersThereItStaysParkedForAnotherTime() {
        parksAndGoes();
        lab.passes(Duration.ofSeconds(61));
        var first = lab.rung();
        lab.passes(Duration.ofSeconds(30));
        assertEquals("No answer", first.hungUp);
        lab.then(first::confirmsEnd);
        lab.passes(Duration.ofSeconds(60));
        var second = lab.rung();
        lab.then(() -> second.rejects(486));
        var colleague = dials("701");
        assertEquals(media(4), media(0).partner);
        lab.then(colleague::hangsUp, caller::confirmsEnd);
    }

    @Test
    void whoDialsTheSlotMeanwhileHasIt() {
        parksAndGoes();
        lab.passes(Duration.ofSeconds(61));
        var back = lab.rung();
        var colleague = dials("701");
        assertEquals("Call completed elsewhere", back.hungUp);
        assertEquals(media(3), media(0).partner);
        lab.then(back::confirmsEnd, caller::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void whoIsParkedMayHangUp() {
        parksAndGoes();
        lab.then(caller::hangsUp);
        assertEquals(List.of("480"), dials("701").heard);
        assertEquals("caller", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void whoHangsUpWhileTheSlotIsSaidHasParkedAllTheSame() {
        var asked = parks("700");
        lab.then(agent::hangsUp);
        assertEquals(List.of(200), asked.told);
        var colleague = dials("701");
        lab.then(caller::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void strangersReachNoSlot() {
        parksAndGoes();
        assertEquals(List.of("404"), lab.dials("5551002", "701").heard);
        lab.then(caller::hangsUp);
    }

    private Asked parks(String number) {
        var asked = Asked.blind(agent.events, number);
        assertEquals(200, asked.answer);
        lab.run();
        return asked;
    }

    private void parksAndGoes() {
        parks("700");
        lab.then(() -> media(1).events.played(1), agent::confirmsEnd);
    }

    private void holds() {
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.offered(held));
    }

    private FakeSip.Incoming dials(String slot) {
        return lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, slot);
    }
}
