package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.call.FakeSip.Asked;
import org.strowger.ivr.RecordingChange;
import org.strowger.media.recording.Side;
import org.strowger.sip.Caller;

/** An agent's own call is recorded, and others come into it: who is heard then, and who is not. */
class RecordedTransferTest {

    private static final Caller THE_AGENT = new Caller.User(AGENT);

    private final Laboratory lab = new Laboratory(RecordingRule.NEVER);
    private final FakeSip.Incoming agent;
    private final FakeSip.Outgoing colleague;
    private final FakeRecorder.Fake first;

    /** The agent has called a colleague, and somebody has that call recorded. */
    RecordedTransferTest() {
        lab.registers(AGENT);
        agent = lab.dials(THE_AGENT, AGENT, "4003");
        colleague = lab.rung();
        lab.then(colleague::answers);
        assertEquals(RecordingAnswer.RUNNING, command(0, RecordingChange.START));
        first = lab.recorder.begun.getFirst();
        assertTrue(first.hears(Side.CALLER, media(0)));
        assertTrue(first.hears(Side.OTHER, media(1)));
    }

    private FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }

    private RecordingAnswer command(int call, RecordingChange change) {
        return lab.switchboard.record(lab.switchboard.summaries().get(call).id(), change);
    }

    private static CallRecording recordingOf(FakeSip.Incoming caller) {
        return ((PartyLeg) caller.events()).call().legs().recording();
    }

    /** The agent answers a second call, of media 2 and 3, while the first one is on hold. */
    private FakeSip.Incoming takesACaller() {
        var caller = lab.dials("5551001", "4007");
        lab.then(lab.rung()::answers);
        return caller;
    }

    private void joins() {
        var second = lab.rung();
        var asked = Asked.attended(agent.events(), second.events);
        lab.run();
        assertEquals(List.of(200), asked.told);
        assertEquals(media(2), media(1).partner);
        lab.then(agent::confirmsEnd, second::confirmsEnd);
    }

    private void end(FakeSip.Incoming caller) {
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        lab.assertAtRest();
        assertNull(media(1).tap);
        assertNull(media(2).tap);
    }

    @Test
    void whoWasOnTheRightIsHeardOnTheLeftAfterTheTransfer() {
        var caller = takesACaller();
        joins();
        assertTrue(first.hears(Side.CALLER, media(1)));
        assertTrue(first.hears(Side.OTHER, media(2)));
        assertNull(media(0).tap);
        assertNull(media(3).tap);
        end(caller);
        assertEquals(List.of("stop"), first.did);
    }

    @Test
    void whoIsTransferredToAPlaceInAQueueIsHeardWhileHeWaits() {
        recordingOf(agent).byScript(RecordingChange.START);
        var place = lab.dials(THE_AGENT, AGENT, "4002");
        lab.then(() -> place.events().confirmed());
        var asked = Asked.attended(agent.events(), place.events());
        lab.run();
        assertEquals(List.of(200), asked.told);
        assertTrue(first.hears(Side.CALLER, media(1)));
        lab.then(agent::confirmsEnd, place::confirmsEnd);
        var offered = lab.rung();
        lab.then(colleague::hangsUp, offered::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whoTalksWithAPhoneThatWasReplacedIsHeard() {
        var other = new FakeSip.Incoming(THE_AGENT, AGENT, "");
        other.replaces = agent.events();
        other.events = lab.switchboard.incoming(other);
        lab.run();
        assertEquals(media(2), media(1).partner);
        assertTrue(first.hears(Side.CALLER, media(1)));
        assertTrue(first.hears(Side.OTHER, media(2)));
        assertNull(media(0).tap);
        lab.then(agent::confirmsEnd);
        end(other);
    }

    @Test
    void whoDeclinedIsNotHeardInTheCallThatHeComesInto() {
        var caller = takesACaller();
        recordingOf(caller).byScript(RecordingChange.STOP);
        joins();
        assertEquals(List.of("stop"), first.did);
        assertNull(media(1).tap);
        assertNull(media(2).tap);
        assertEquals(RecordingAnswer.NOT_ALLOWED, command(0, RecordingChange.START));
        end(caller);
        assertEquals(1, lab.recorder.begun.size());
    }

    @Test
    void whoComesFromAQueueThatSaysNeverIsNotHeardThere() {
        var caller = takesACaller();
        recordingOf(caller).joins("support");
        joins();
        assertEquals(List.of("stop"), first.did);
        assertEquals(RecordingAnswer.NOT_ALLOWED, command(0, RecordingChange.START));
        end(caller);
    }

    /** The caller has agreed to be recorded, so even that queue's caller is. */
    @Test
    void whatAScriptBeganGoesOnThere() {
        recordingOf(agent).byScript(RecordingChange.START);
        var caller = takesACaller();
        joins();
        assertEquals(List.of(), first.did);
        end(caller);
    }

    @Test
    void aPauseOfTheCallThatEndsHoldsInTheOneThatGoesOn() {
        var caller = takesACaller();
        assertEquals(RecordingAnswer.RUNNING, command(1, RecordingChange.START));
        assertEquals(RecordingAnswer.PAUSED, command(1, RecordingChange.PAUSE));
        var second = lab.recorder.begun.getLast();
        joins();
        assertEquals(List.of("pause", "stop"), second.did);
        assertEquals(List.of("pause"), first.did);
        assertEquals(RecordingAnswer.RUNNING, command(0, RecordingChange.RESUME));
        end(caller);
        assertFalse(first.isRunning());
    }
}
