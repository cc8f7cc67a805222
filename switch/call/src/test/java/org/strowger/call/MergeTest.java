package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

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
