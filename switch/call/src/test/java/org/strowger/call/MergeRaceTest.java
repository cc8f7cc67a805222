package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.call.FakeSip.Asked;
import org.strowger.sip.Caller;

/** Who hangs up while an attended transfer is made, and who does not answer. */
class MergeRaceTest extends AnsweredCall {

    private static final Caller THE_AGENT = new Caller.User(AGENT);

    @Test
    void theColleagueHangsUpBeforeItIsDone() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(agent.events, consultation.events());
        lab.then(colleague::hangsUp);
        assertEquals(List.of(481), asked.told);
        assertEquals(media(1), media(0).partner);
        lab.then(consultation::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theCallerHangsUpBeforeItIsDone() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(agent.events, consultation.events());
        lab.then(caller::hangsUp);
        assertEquals(List.of(481), asked.told);
        assertEquals(media(3), media(2).partner, "agent and colleague talk on");
        lab.then(agent::confirmsEnd, consultation::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void theTransferorHangsUpBothRightAfterHisRefer() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(agent.events, consultation.events());
        agent.hangsUp();
        consultation.hangsUp();
        lab.run();
        assertEquals(List.of(200), asked.told);
        assertEquals(media(3), media(0).partner);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        assertEquals("merged-into", lab.cdrs().getFirst().outcome());
        assertEquals("agent", lab.cdrs().getLast().endedBy());
    }

    @Test
    void theTransferorHangsUpTheCallAndTheColleagueRingsOn() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        Asked.attended(agent.events, consultation.events());
        agent.hangsUp();
        lab.run();
        assertNull(colleague.hungUp);
        lab.then(consultation::confirmsEnd, () -> colleague.rejects(486));
        var back = lab.rung();
        assertEquals(AGENT, back.user());
        lab.then(back::answers, caller::hangsUp, back::confirmsEnd);
    }

    @Test
    void heHangsUpAndCancelsAndHasTheCallerBack() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        lab.then(colleague::rings);
        var asked = Asked.attended(agent.events, consultation.events());
        agent.hangsUp();
        consultation.cancels();
        lab.run();
        assertEquals(List.of(481), asked.told);
        lab.then(colleague::confirmsEnd);
        var back = lab.rung();
        assertEquals(AGENT, back.user(), "the caller is not dropped");
        lab.then(back::answers, caller::hangsUp, back::confirmsEnd);
        assertEquals("caller", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void aColleagueWhoRingsOnAndIsForwardedDoesNotRingForEver() {
        lab.code(OTHER_AGENT, "*924007");
        var consultation = consults(OTHER_AGENT);
        lab.then(lab.rung()::rings);
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        lab.then(consultation::confirmsEnd);
        var first = lab.rung();
        lab.passes(Duration.ofSeconds(21));
        var second = lab.rung();
        assertEquals("No answer", first.hungUp);
        lab.then(first::confirmsEnd, second::rings);
        lab.passes(Duration.ofSeconds(31));
        assertEquals("No answer", second.hungUp);
        assertEquals(List.of(180, 180, 480), asked.told);
        assertEquals(media(1), media(0).partner);
        lab.then(second::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void heHangsUpBothAndTheColleagueDoesToo() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(agent.events, consultation.events());
        agent.hangsUp();
        colleague.hangsUp();
        lab.run();
        assertEquals(List.of(481), asked.told);
        var back = lab.rung();
        assertEquals(AGENT, back.user(), "the caller is not dropped");
        lab.then(consultation::confirmsEnd, back::answers);
        assertEquals(media(4), media(0).partner);
        lab.then(caller::hangsUp, back::confirmsEnd);
    }

    @Test
    void heHangsUpBothAndTheCallerDoesToo() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(agent.events, consultation.events());
        consultation.hangsUp();
        caller.hangsUp();
        lab.run();
        assertEquals(List.of(481), asked.told);
        lab.then(colleague::confirmsEnd, agent::confirmsEnd);
        assertEquals("caller", lab.cdrs().getFirst().endedBy());
        assertEquals("caller", lab.cdrs().getLast().endedBy());
    }

    @Test
    void whoWaitedInTheQueueMayHangUpRightAfterHisRefer() {
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        Asked.attended(agent.events, consultation.events());
        consultation.hangsUp();
        lab.run();
        assertEquals(0, lab.told(AcdEvent.CallLeft.class), "the place is kept");
        lab.then(agent::confirmsEnd, caller::hangsUp);
        assertEquals(1, lab.told(AcdEvent.CallLeft.class));
    }

    @Test
    void aColleagueWhoRingsOnAndNeverAnswersBringsTheCallBack() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        lab.then(colleague::rings);
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        lab.then(consultation::confirmsEnd);
        lab.passes(Duration.ofSeconds(31));
        assertEquals("No answer", colleague.hungUp);
        assertEquals(List.of(180, 480), asked.told);
        assertEquals(media(1), media(0).partner);
        lab.then(colleague::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void askedTwiceItIsDoneOnce() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var first = Asked.attended(agent.events, consultation.events());
        var second = Asked.attended(agent.events, consultation.events());
        lab.run();
        assertEquals(List.of(200), first.told);
        assertEquals(491, second.answer);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        lab.then(caller::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void aColleagueWhoStillRingsRingsOnForTheCaller() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        lab.then(colleague::rings);
        var asked = Asked.attended(agent.events, consultation.events());
        assertEquals(200, asked.answer);
        lab.run();
        assertEquals(List.of(180), asked.told);
        assertEquals("music", media(0).did.getLast());
        assertNull(colleague.hungUp);
        assertTrue(consultation.heard.contains("bye"), consultation.heard.toString());
        lab.then(consultation::confirmsEnd, colleague::answers);
        assertEquals(List.of(180, 200), asked.told);
        assertEquals(media(3), media(0).partner);
        lab.then(agent::confirmsEnd, colleague::hangsUp, caller::confirmsEnd);
        var merged = lab.cdrs().getFirst();
        var survivor = lab.cdrs().getLast();
        assertEquals("merged-into", merged.outcome());
        assertEquals(survivor.id(), merged.linkedId());
        assertEquals(3, survivor.legs().size());
    }

    @Test
    void aColleagueWhoThenIsBusyBringsTheCallBack() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        lab.then(consultation::confirmsEnd, () -> colleague.rejects(486));
        assertEquals(List.of(180, 486), asked.told);
        assertEquals(media(1), media(0).partner);
        assertNull(agent.hungUp);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theTransferorHangsUpWhileTheColleagueRingsOn() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(consultation::cancels, agent::hangsUp);
        assertNull(colleague.hungUp);
        lab.then(() -> colleague.rejects(486));
        var back = lab.rung();
        assertEquals(AGENT, back.user(), "the transferor's phone is rung once more");
        lab.then(back::answers, caller::hangsUp, back::confirmsEnd);
    }

    @Test
    void theCallerHangsUpWhileTheColleagueRingsOn() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        lab.then(consultation::confirmsEnd, caller::hangsUp);
        assertEquals("caller gone", colleague.hungUp);
        assertEquals(List.of(180, 487), asked.told);
        lab.then(colleague::confirmsEnd, agent::confirmsEnd);
    }

    @Test
    void aConsultationThatIsCancelledBeforeItIsDoneIsNotJoined() {
        var consultation = consults(OTHER_AGENT);
        var colleague = lab.rung();
        var asked = Asked.attended(agent.events, consultation.events());
        lab.then(consultation::cancels);
        assertEquals(List.of(481), asked.told);
        lab.then(colleague::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    /** The agent calls somebody else while the caller is on hold. */
    private FakeSip.Incoming consults(String number) {
        return lab.dials(THE_AGENT, AGENT, number);
    }
}
