package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.base.QueueId;
import org.strowger.call.FakeSip.Asked;
import org.strowger.sip.Caller;

/** An attended transfer: an agent who talks with a caller has called somebody else meanwhile. */
class MergeTest extends AnsweredCall {

    private static final Caller THE_AGENT = new Caller.User(AGENT);

    @Test
    void theCallersCallGoesOnAndTheConsultationEndsInIt() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        assertEquals(200, asked.answer);
        assertEquals(List.of(200), asked.told);
        assertEquals(media(3), media(0).partner);
        assertEquals("Call transferred", agent.hungUp);
        assertTrue(consultation.heard.contains("bye"), consultation.heard.toString());
        assertNull(colleague.hungUp);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        assertEquals(1, lab.switchboard.liveCalls());
        lab.then(colleague::hangsUp);
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(caller::confirmsEnd);

        var merged = lab.cdrs().getFirst();
        var survivor = lab.cdrs().getLast();
        assertEquals("merged-into", merged.outcome());
        assertEquals(survivor.id(), merged.linkedId());
        assertEquals(survivor.id(), survivor.linkedId());
        assertEquals("answered", survivor.outcome());
        assertEquals("agent", survivor.endedBy());
        assertEquals(AGENT, survivor.agent());
        var there = merged.legs().getLast();
        var here = survivor.legs().getLast();
        assertEquals(there.sipCallId(), here.sipCallId());
        assertEquals(there.endMicros(), merged.endMicros());
        assertEquals(List.of(0L, 20L), List.of(there.packetsReceived(), here.packetsReceived()));
    }

    @Test
    void aConsultationInWhichTheAgentWasCalled() {
        var other = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, AGENT);
        var second = lab.rung();
        lab.then(second::answers);
        var asked = Asked.attended(agent.events, second.events);
        lab.run();
        assertEquals(List.of(200), asked.told);
        assertEquals(media(2), media(0).partner);
        lab.then(agent::confirmsEnd, second::confirmsEnd);
        assertEquals("merged-into", lab.cdrs().getFirst().outcome());
        assertEquals(1, lab.switchboard.liveCalls());
        lab.then(other::hangsUp, caller::confirmsEnd);
        assertEquals("agent", lab.cdrs().getLast().endedBy());
    }

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
    void aPlaceThatAForwardingLedToIsKeptWhileAPhoneRingsForIt() {
        lab.code(OTHER_AGENT, "*724002");
        var consultation = consults(OTHER_AGENT);
        lab.then(() -> consultation.events().confirmed());
        lab.registers(OTHER_AGENT);
        var ringing = lab.rung();
        assertEquals(OTHER_AGENT, ringing.user());
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        assertEquals(List.of(200), asked.told);
        assertNull(ringing.hungUp);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd, ringing::answers);
        assertEquals("bridge", media(0).did.getLast());
        lab.then(caller::hangsUp, ringing::confirmsEnd);
        assertEquals(OTHER_AGENT, lab.cdrs().getLast().agent());
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
    void askedForInTheConsultationTheCallersCallGoesOnAllTheSame() {
        var consultation = consults("4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = Asked.attended(consultation.events(), agent.events);
        lab.run();
        assertEquals(List.of(200), asked.told);
        assertEquals(media(3), media(0).partner);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        var merged = lab.cdrs().getFirst();
        var survivor = lab.cdrs().getLast();
        assertEquals("merged-into", merged.outcome());
        assertEquals("4003", merged.dialled());
        assertEquals(survivor.id(), merged.linkedId());
        assertEquals("5551001", survivor.caller());
        assertEquals("answered", survivor.outcome());
    }

    @Test
    void askedForByWhoWaitsInTheQueueTheCallerGetsThePlaceToo() {
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        var asked = Asked.attended(consultation.events(), agent.events);
        lab.run();
        assertEquals(List.of(200), asked.told);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertEquals(0, lab.told(AcdEvent.CallLeft.class));
        lab.registers(OTHER_AGENT);
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
        assertEquals("merged-into", lab.cdrs().getFirst().outcome());
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

    @Test
    void nobodyGivesAwayWhatAnotherHas() {
        var other = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        assertEquals(403, Asked.attended(agent.events, other.events()).answer);
        assertEquals(403, Asked.attended(agent.events, caller.events()).answer);
        assertEquals(603, Asked.attended(agent.events, agent.events).answer);
        lab.then(other::hangsUp, carrier::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theCallerGetsTheAgentsPlaceInAQueue() {
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        var asked = Asked.attended(agent.events, consultation.events());
        lab.run();
        assertEquals(List.of(200), asked.told);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertEquals(2, lab.told(AcdEvent.CallQueued.class), "nobody joins anew");
        assertEquals(0, lab.told(AcdEvent.CallLeft.class));
        lab.registers(OTHER_AGENT);
        var next = lab.rung();
        assertEquals("5551001", next.call.callerNumber());
        lab.then(next::answers);
        assertEquals(media(3), media(0).partner);
        lab.then(caller::hangsUp, next::confirmsEnd);
        assertEquals("merged-into", lab.cdrs().getFirst().outcome());
        var survivor = lab.cdrs().getLast();
        assertEquals("answered", survivor.outcome());
        assertEquals(OTHER_AGENT, survivor.agent());
    }

    @Test
    void aQueueThatTakesNobodyAfterAllLetsTheScriptGoOn() {
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        var place =
                ((AcdEvent.CallQueued)
                                lab.acdEvents.stream()
                                        .filter(AcdEvent.CallQueued.class::isInstance)
                                        .toList()
                                        .getLast())
                        .call();
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        var full = new AcdCommand.QueueRefused(place, new QueueId("support"), "full");
        lab.then(() -> lab.switchboard.on(full));
        assertTrue(caller.heard.contains("bye"), "the script of queue support hangs up then");
        lab.then(() -> lab.publish(new AcdEvent.CallLeft(0, place)), caller::confirmsEnd);
        assertEquals("script", lab.cdrs().getLast().outcome());
    }

    @Test
    void theCallerLeavesTheQueueInWhichTheAgentStoodFirst() {
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd, caller::hangsUp);
        assertEquals(1, lab.told(AcdEvent.CallLeft.class));
        assertEquals("abandoned", lab.cdrs().getLast().outcome());
    }

    @Test
    void thePhoneThatRingsForTheAgentRingsOnForTheCaller() {
        lab.registers(OTHER_AGENT);
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        var ringing = lab.rung();
        assertEquals(OTHER_AGENT, ringing.user());
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertNull(ringing.hungUp);
        lab.then(ringing::answers);
        assertEquals(media(3), media(0).partner);
        lab.then(ringing::hangsUp, caller::confirmsEnd);
        assertEquals(OTHER_AGENT, lab.cdrs().getLast().agent());
    }

    @Test
    void thePhoneThatRingsForTheAgentIsCancelledWhenTheCallerLeaves() {
        lab.registers(OTHER_AGENT);
        var consultation = consults("4002");
        lab.then(() -> consultation.events().confirmed());
        var ringing = lab.rung();
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd, caller::hangsUp);
        assertEquals("caller gone", ringing.hungUp);
        lab.then(ringing::confirmsEnd);
        assertEquals("abandoned", lab.cdrs().getLast().outcome());
    }

    @Test
    void aSecondPhoneOfTheAgentTakesTheCallOver() {
        var phone = takesOver(THE_AGENT);
        assertEquals(List.of("200 [PCMU]"), phone.heard);
        assertEquals("Replaced", agent.hungUp);
        assertEquals(media(2), media(0).partner);
        lab.then(agent::confirmsEnd, () -> phone.events().confirmed());
        lab.then(phone::hangsUp, caller::confirmsEnd);
        assertEquals(1, lab.cdrs().size());
        assertEquals(3, lab.cdrs().getFirst().legs().size());
        assertEquals("agent", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void nobodyTakesOverWhatAnotherHas() {
        assertEquals(List.of("403"), takesOver(new Caller.User(OTHER_AGENT)).heard);
        assertEquals(List.of("403"), takesOver(new Caller.Anonymous()).heard);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aTakeOverThatComesWhileTheCallIsTransferredIsDeclined() {
        lab.then(() -> Asked.blind(agent.events, OTHER_AGENT));
        var phone = takesOver(THE_AGENT);
        assertEquals(List.of("603"), phone.heard);
        lab.then(phone::confirmsEnd, lab.rung()::answers, agent::confirmsEnd);
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
    }

    private FakeSip.Incoming takesOver(Caller who) {
        var leg = new FakeSip.Incoming(who, AGENT, "");
        leg.replaces = agent.events;
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        return leg;
    }

    /** The agent calls somebody else while the caller is on hold. */
    private FakeSip.Incoming consults(String number) {
        return lab.dials(THE_AGENT, AGENT, number);
    }
}
