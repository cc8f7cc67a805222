package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.media.RtpFormat;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.Codec;

class CallTest {

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, lab.switchboard.liveCalls(), "calls");
        assertEquals(0, lab.media.portsInUse(), "ports");
        assertEquals(0, lab.switchboard.acdEntries(), "ACD entries");
        assertEquals(lab.told(AcdEvent.OfferAccepted.class), lab.told(AcdEvent.TalkEnded.class));
    }

    @Test
    void joinsACallerAndTheAgentWhoAnswersAndWritesItDown() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        assertEquals(List.of("200 [PCMU]"), caller.heard);
        var agent = lab.rung();
        assertEquals(AGENT, agent.user());
        assertEquals("5551001", agent.call.callerNumber());

        lab.passes(Duration.ofSeconds(3));
        lab.then(agent::answers);
        assertEquals(lab.media.legs.getFirst(), lab.media.legs.getLast().partner);

        lab.passes(Duration.ofSeconds(5));
        lab.then(caller::hangsUp);
        assertEquals("caller gone", agent.hungUp);
        lab.then(agent::confirmsEnd);

        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals("caller", cdr.endedBy());
        assertEquals("support", cdr.queue());
        assertEquals(AGENT, cdr.agent());
        assertEquals(3_000_000, cdr.answeredMicros() - cdr.queuedMicros());
        assertEquals(5_000_000, cdr.endMicros() - cdr.answeredMicros());
        assertEquals(2, cdr.legs().size());
        assertEquals("out-0", cdr.legs().getLast().sipCallId());
        assertEquals(20, cdr.legs().getLast().packetsReceived());
    }

    @Test
    void tellsTheSpoolOfEachStepAsItHappens() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers, lab.rung()::hangsUp, caller::confirmsEnd);
        assertEquals(
                List.of(
                        CallEvent.Started.class,
                        CallEvent.Answered.class,
                        CallEvent.Queued.class,
                        CallEvent.AgentAnswered.class,
                        CallEvent.Ended.class),
                lab.records.stream().map(Object::getClass).toList());
        assertEquals("agent", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void playsMusicWhileTheCallerWaits() {
        var caller = lab.waits("5551001");
        assertEquals("music", lab.media.legs.getFirst().did.getLast());
        lab.then(caller::hangsUp);
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
        assertEquals(1, lab.told(AcdEvent.CallLeft.class));
    }

    @Test
    void theCauseOfOneSidesByeReachesTheOther() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        lab.then(() -> lab.rung().hangsUp(41));
        assertEquals(41, caller.hungUpCause);
        lab.then(caller::confirmsEnd);
        var legs = lab.cdrs().getFirst().legs();
        assertEquals(List.of(0, 41), legs.stream().map(Cdr.Leg::cause).toList());
    }

    @Test
    void cancelsTheAgentsPhoneAsNotMissedWhenTheCallWasTakenElsewhere() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(caller::cancelsElsewhere);
        assertEquals("Call completed elsewhere", lab.rung().hungUp);
        lab.then(lab.rung()::confirmsEnd);
    }

    @Test
    void cancelsTheAgentsPhoneWhenTheCallerLeavesWhileItRings() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(caller::hangsUp);
        assertEquals("caller gone", lab.rung().hungUp);
        assertEquals(0, lab.told(AcdEvent.OfferWithdrawn.class), "the phone still rings");
        lab.then(lab.rung()::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void endsTheAgentsLegWhoseAnswerCrossedTheCallersGoodbye() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(caller::hangsUp, lab.rung()::answers, lab.rung()::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class));
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class));
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void ringsTheNextAgentWhenOneLetsItRing() {
        lab.registers(AGENT, OTHER_AGENT);
        var caller = lab.waits("5551001");
        var first = lab.rung();
        lab.passes(Duration.ofSeconds(16));
        assertEquals("no answer", first.hungUp);
        lab.then(first::confirmsEnd);
        var second = lab.rung();
        assertFalse(first.user().equals(second.user()));
        lab.then(second::answers, caller::hangsUp, second::confirmsEnd);
        assertEquals(second.user(), lab.cdrs().getFirst().agent());
        assertEquals(3, lab.cdrs().getFirst().legs().size());
    }

    @Test
    void ringsTheNextAgentWhenOneRejects() {
        lab.registers(AGENT, OTHER_AGENT);
        var caller = lab.waits("5551001");
        lab.then(() -> lab.rung().rejects(603));
        assertEquals(1, lab.told(AcdEvent.OfferRefused.class));
        assertEquals(2, lab.sip.calls.size());
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
    }

    @Test
    void offersNothingToAPhoneThatIsInACallOfItsOwn() {
        lab.registers(AGENT);
        var echo = lab.dials(new Caller.User(AGENT), AGENT, "4004");
        lab.then(() -> echo.events().confirmed());
        var caller = lab.waits("5551001");
        assertEquals(0, lab.sip.calls.size());
        lab.then(echo::hangsUp);
        assertEquals(1, lab.sip.calls.size());
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
    }

    @Test
    void refusesOneMoreThanTheQueueTakes() {
        var first = lab.waits("1");
        var second = lab.waits("2");
        var third = lab.waits("3");
        assertTrue(third.heard.contains("bye"), third.heard.toString());
        lab.then(third::confirmsEnd, first::hangsUp, second::hangsUp);
        assertEquals("script", lab.cdrs().getFirst().outcome());
    }

    @Test
    void refusesOneMoreThanTheSwitchTakes() {
        var calls = List.of(lab.dials("1", "4004"), lab.dials("2", "4004"), lab.dials("3", "4004"));
        assertEquals(List.of("503"), lab.dials("4", "4004").heard);
        calls.forEach(call -> lab.then(call::hangsUp));
    }

    @Test
    void refusesCallsWhileTheSpoolOrTheRingIsFull() {
        lab.spoolIsFull = true;
        assertEquals(List.of("503"), lab.dials("1", "4004").heard);
        lab.spoolIsFull = false;
        lab.ringIsFull = true;
        lab.passes(Duration.ofSeconds(1));
        assertEquals(List.of("503"), lab.dials("1", "4004").heard);
        lab.ringIsFull = false;
        lab.passes(Duration.ofSeconds(1));
        var call = lab.dials("1", "4004");
        assertEquals(List.of("200 [PCMU]"), call.heard);
        lab.then(call::hangsUp);
    }

    @Test
    void tellsAStrangerNothingOfNumbersThatAreNotPublic() {
        var stranger = new Caller.Anonymous();
        for (var number : List.of("9999", AGENT, "*13", "4003")) {
            assertEquals(List.of("404"), lab.dials(stranger, "x", number).heard, number);
        }
        assertEquals(0, lab.cdrs().size());
        assertEquals(List.of("404"), lab.dials("5551001", AGENT).heard);
        assertEquals("rejected", lab.cdrs().getFirst().outcome());
    }

    @Test
    void ringsThroughATrunkAndAnswersWhenItAnswers() {
        var caller = lab.dials("5551001", "4003");
        lab.then(() -> lab.rung().events.ringing(180, null));
        assertEquals(List.of("180"), caller.heard);
        lab.then(lab.rung()::answers);
        assertEquals(List.of("180", "200 [PCMU]"), caller.heard);
        assertEquals("bridge", lab.media.legs.getFirst().did.getLast());
        lab.then(lab.rung()::hangsUp, caller::confirmsEnd);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
        assertEquals("peer:4003", lab.cdrs().getFirst().agent());
    }

    @Test
    void handsATrunksRefusalToTheCaller() {
        var caller = lab.dials("5551001", "4003");
        lab.then(() -> lab.rung().rejects(486));
        assertEquals(List.of("486"), caller.heard);
        lab.then(caller::confirmsEnd);
        assertEquals("failed", lab.cdrs().getFirst().outcome());
    }

    @Test
    void aCallerWhoCancelsBeforeOur200CouldLeaveWasNotAnswered() {
        var caller = new FakeSip.Incoming(new Caller.User(AGENT), AGENT, "4003");
        caller.postpones = true;
        caller.events = lab.switchboard.incoming(caller);
        lab.run();
        var trunk = lab.rung();
        lab.then(trunk::answers, caller::cancels, trunk::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("abandoned", cdr.outcome());
        assertEquals(0, cdr.switchAnsweredMicros());
        assertEquals(0, cdr.answeredMicros());
        assertEquals(487, cdr.legs().getFirst().status());
        assertEquals(0, lab.counted.answered());
    }

    @Test
    void a200ThatHadToWaitIsWrittenDownWhenItsAckComes() {
        var caller = new FakeSip.Incoming(new Caller.User(AGENT), AGENT, "4003");
        caller.postpones = true;
        caller.events = lab.switchboard.incoming(caller);
        lab.run();
        lab.then(lab.rung()::answers, () -> caller.events().confirmed(), caller::hangsUp);
        lab.then(lab.rung()::confirmsEnd);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
        assertEquals(200, lab.cdrs().getFirst().legs().getFirst().status());
        assertEquals(1, lab.counted.answered());
    }

    @Test
    void cancelsTheTrunkWhenTheCallerCancels() {
        var caller = lab.dials("5551001", "4003");
        lab.then(caller::cancels);
        assertEquals("caller gone", lab.rung().hungUp);
        lab.then(lab.rung()::confirmsEnd);
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void refusesWithoutACommonCodec() {
        var leg = new FakeSip.Incoming(new Caller.Anonymous(), "x", "4004");
        leg.offer = FakeSip.session(5_000);
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        assertEquals(List.of("488"), leg.heard);
        lab.then(leg::confirmsEnd);
    }

    @Test
    void refusesWithoutAPort() {
        lab.media.exhausted = true;
        var caller = lab.dials("5551001", "4004");
        assertEquals("503", caller.heard.getFirst());
        lab.then(caller::confirmsEnd);
    }

    @Test
    void takesALateOffersAnswerFromTheAck() {
        var leg = new FakeSip.Incoming(new Caller.Anonymous(), "x", "4004");
        leg.offer = null;
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        assertEquals(List.of("200 [PCMU, PCMA]"), leg.heard);
        lab.then(
                () -> leg.events().answered(FakeSip.session(5_004, Codec.PCMA)),
                () -> leg.events().confirmed());
        assertEquals(
                List.of("connect " + RtpFormat.Law.PCMA + " 5004", "echo"),
                lab.media.legs.getFirst().did);
        lab.then(leg::hangsUp);
    }

    @Test
    void obeysAFeatureCodeOfTheAgentWhoDialsIt() {
        lab.registers(AGENT);
        var agent = lab.dials(new Caller.User(AGENT), AGENT, "*13");
        assertEquals(1, lab.told(AcdEvent.AgentNotReady.class));
        lab.then(agent::hangsUp);
        var caller = lab.waits("5551001");
        assertEquals(0, lab.sip.calls.size());
        lab.then(caller::hangsUp);
    }

    @Test
    void endsEveryCallWhenTheSwitchStops() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        lab.switchboard.drain();
        assertEquals(List.of("503"), lab.dials("2", "4004").heard);
        lab.then(() -> lab.switchboard.endAll("the switch stops"));
        lab.then(caller::confirmsEnd, lab.rung()::confirmsEnd);
        assertEquals("switch", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void theCallerGoesOnWhenAPhoneThatIsGoneNeverConfirmsItsCancel() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        var gone = lab.rung();
        lab.passes(Duration.ofSeconds(15));
        lab.registers(OTHER_AGENT);
        lab.passes(Duration.ofSeconds(2));
        var second = lab.rung();
        assertEquals(OTHER_AGENT, second.user());
        lab.then(gone::confirmsEnd, second::answers, caller::hangsUp, second::confirmsEnd);
        assertEquals(OTHER_AGENT, lab.cdrs().getFirst().agent());
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
    }

    @Test
    void aCallThatNobodyCanHearIsEnded() {
        var caller = lab.dials("5551001", "4004");
        lab.then(() -> lab.media.legs.getFirst().close());
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(caller::confirmsEnd);
        assertEquals("failed", lab.cdrs().getFirst().outcome());
    }

    @Test
    void theRecordOfACallWhosePeerNeverConfirmsItsEndIsWrittenAtTheStop() {
        var caller = lab.dials("5551001", "4004");
        lab.then(() -> lab.switchboard.endAll("the switch stops"), lab.switchboard::close);
        assertEquals("switch", lab.cdrs().getFirst().endedBy());
        lab.then(caller::confirmsEnd);
        assertEquals(1, lab.cdrs().size());
    }
}
