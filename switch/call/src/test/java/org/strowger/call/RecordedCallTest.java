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

/** Which calls are recorded, and who of them is heard on which channel. */
class RecordedCallTest {

    private static final Caller THE_AGENT = new Caller.User(AGENT);

    private Laboratory lab = new Laboratory();

    /** A caller of queue support talks with an agent. */
    private FakeSip.Incoming talks(RecordingRule rule) {
        lab = new Laboratory(rule);
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        return caller;
    }

    private FakeRecorder.Fake only() {
        assertEquals(1, lab.recorder.begun.size());
        return lab.recorder.begun.getFirst();
    }

    private FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }

    private RecordingAnswer command(RecordingChange change) {
        return lab.switchboard.record(lab.switchboard.summaries().getFirst().id(), change);
    }

    private void end(FakeSip.Incoming caller) {
        var agent = lab.rung();
        lab.then(caller::hangsUp, agent::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void aQueueThatRecordsBeginsWhenTheAgentAnswers() {
        lab = new Laboratory(RecordingRule.of(100));
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        assertEquals(List.of(), lab.recorder.begun);
        lab.then(lab.rung()::answers);

        var id = lab.switchboard.summaries().getFirst().id();
        assertEquals(id + "-r1", only().id);
        assertEquals(id, only().call.value());
        assertTrue(only().hears(Side.CALLER, media(0)));
        assertTrue(only().hears(Side.OTHER, media(1)));
        end(caller);
        assertEquals(List.of("stop"), only().did);
        assertNull(media(0).tap);
        assertNull(media(1).tap);
    }

    @Test
    void ofACertainShareOfCallsThatManyAreRecorded() {
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += RecordingRule.of(30).takes("n1-abc" + i + "-" + i) ? 1 : 0;
        }
        assertTrue(taken > 2_700 && taken < 3_300, "taken: " + taken);
        assertFalse(RecordingRule.NEVER.takes("n1-1-1"));
        assertTrue(RecordingRule.of(100).takes("n1-1-1"));
    }

    @Test
    void aCommandBeginsPausesResumesAndEnds() {
        var caller = talks(RecordingRule.ON_DEMAND);
        assertEquals(RecordingAnswer.NOT_RECORDED, command(RecordingChange.PAUSE));
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.START));
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.START));
        assertEquals(RecordingAnswer.PAUSED, command(RecordingChange.PAUSE));
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.RESUME));
        assertEquals(RecordingAnswer.STOPPED, command(RecordingChange.STOP));
        assertEquals(List.of("pause", "resume", "stop"), only().did);
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.START));
        assertTrue(lab.recorder.begun.getLast().id.endsWith("-r2"));
        end(caller);
        assertEquals(
                RecordingAnswer.NO_CALL, lab.switchboard.record("n1-1-1", RecordingChange.START));
    }

    @Test
    void whereAQueueSaysNeverNoCommandRecords() {
        var caller = talks(RecordingRule.NEVER);
        assertEquals(RecordingAnswer.NOT_ALLOWED, command(RecordingChange.START));
        assertEquals(List.of(), lab.recorder.begun);
        end(caller);
    }

    @Test
    void whoDeclinedIsNotRecordedWhateverTheQueueSays() {
        lab = new Laboratory(RecordingRule.of(100));
        lab.registers(AGENT);
        var caller = lab.dials("5551001", "4002");
        recordingOf(caller).byScript(RecordingChange.STOP);
        lab.then(() -> caller.events().confirmed());
        lab.then(lab.rung()::answers);
        assertEquals(List.of(), lab.recorder.begun);
        assertEquals(RecordingAnswer.NOT_ALLOWED, command(RecordingChange.START));
        end(caller);
    }

    @Test
    void whereAQueueSaysNeverNothingIsRecordedFromItsWaitingOn() {
        lab = new Laboratory(RecordingRule.NEVER);
        lab.registers(AGENT);
        var caller = lab.dials("5551001", "4002");
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.START));
        lab.then(() -> caller.events().confirmed());
        assertEquals(List.of("stop"), only().did);
        assertNull(media(0).tap);
        assertEquals(RecordingAnswer.NOT_ALLOWED, command(RecordingChange.START));
        lab.then(lab.rung()::answers);
        assertEquals(RecordingAnswer.NOT_ALLOWED, command(RecordingChange.START));
        end(caller);
        assertEquals(List.of("stop"), only().did);
    }

    @Test
    void whereAQueueSaysNeverWhatAScriptBeganGoesOn() {
        lab = new Laboratory(RecordingRule.NEVER);
        lab.registers(AGENT);
        var caller = lab.dials("5551001", "4002");
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.START));
        recordingOf(caller).byScript(RecordingChange.START);
        lab.then(() -> caller.events().confirmed());
        lab.then(lab.rung()::answers);
        assertTrue(only().hears(Side.OTHER, media(1)));
        end(caller);
    }

    private static CallRecording recordingOf(FakeSip.Incoming caller) {
        return ((PartyLeg) caller.events()).call().legs().recording();
    }

    /** Consent was given in the script: the recording goes on through the queue. */
    @Test
    void whatAScriptBeganGoesOnWithTheAgent() {
        lab = new Laboratory(RecordingRule.of(100));
        lab.registers(AGENT);
        var caller = lab.dials("5551001", "4002");
        recordingOf(caller).byScript(RecordingChange.START);
        assertTrue(only().hears(Side.CALLER, media(0)));
        lab.then(() -> caller.events().confirmed());
        lab.then(lab.rung()::answers);
        assertTrue(only().hears(Side.OTHER, media(1)));
        end(caller);
    }

    @Test
    void aMaskedScriptPausesWithoutEndingAPauseThatWasCommanded() {
        var caller = talks(RecordingRule.of(100));
        recordingOf(caller).mask(true);
        assertEquals(RecordingAnswer.PAUSED, command(RecordingChange.PAUSE));
        recordingOf(caller).mask(false);
        assertEquals(List.of("pause"), only().did);
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.RESUME));
        end(caller);
        assertEquals(List.of("pause", "resume", "stop"), only().did);
    }

    @Test
    void aRecorderWithoutRoomLeavesTheCallAsItIs() {
        lab = new Laboratory(RecordingRule.of(100));
        lab.recorder.full = true;
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        assertEquals(RecordingAnswer.NO_ROOM, command(RecordingChange.START));
        assertEquals(media(1), media(0).partner);
        end(caller);
    }

    @Test
    void aRecordingThatFailedLeavesTheCallAsItIsAndMayBeginAnew() {
        var caller = talks(RecordingRule.of(100));
        only().fails = true;
        assertEquals(RecordingAnswer.NOT_RECORDED, command(RecordingChange.PAUSE));
        assertEquals(RecordingAnswer.RUNNING, command(RecordingChange.START));
        assertEquals(2, lab.recorder.begun.size());
        assertEquals(media(1), media(0).partner);
        end(caller);
    }

    @Test
    void inABlindTransferTheNextPartyIsHeardWhenItTalks() {
        var caller = talks(RecordingRule.of(100));
        var agent = lab.rung();
        Asked.blind(agent.events, "4003");
        lab.run();
        assertNull(media(1).tap);
        assertTrue(only().hears(Side.CALLER, media(0)));
        var target = lab.rung();
        lab.then(target::answers);
        assertTrue(only().hears(Side.OTHER, media(2)));
        lab.then(agent::confirmsEnd, caller::hangsUp, target::confirmsEnd);
        lab.assertAtRest();
        assertEquals(List.of("stop"), only().did);
    }

    /** An attended transfer: the call that goes on goes on being recorded, with the colleague. */
    @Test
    void inAnAttendedTransferTheColleagueIsHeard() {
        var caller = talks(RecordingRule.of(100));
        var agent = lab.rung();
        var consultation = lab.dials(THE_AGENT, AGENT, "4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        Asked.attended(agent.events, consultation.events());
        lab.run();
        assertTrue(only().hears(Side.CALLER, media(0)));
        assertTrue(only().hears(Side.OTHER, media(3)));
        assertNull(media(1).tap);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        lab.assertAtRest();
        assertEquals(List.of("stop"), only().did);
    }

    /** Only the consultation was recorded: that goes on in the call that goes on. */
    @Test
    void aRecordingOfTheConsultationGoesOnInTheCallThatGoesOn() {
        var caller = talks(RecordingRule.ON_DEMAND);
        var agent = lab.rung();
        var consultation = lab.dials(THE_AGENT, AGENT, "4003");
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var second = lab.switchboard.summaries().getLast().id();
        assertEquals(
                RecordingAnswer.RUNNING, lab.switchboard.record(second, RecordingChange.START));
        Asked.attended(agent.events, consultation.events());
        lab.run();
        assertTrue(only().isRunning());
        assertEquals(second + "-r1", only().id);
        assertEquals(lab.switchboard.summaries().getFirst().id(), only().call.value());
        assertTrue(only().hears(Side.CALLER, media(0)));
        assertTrue(only().hears(Side.OTHER, media(3)));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        lab.assertAtRest();
        assertEquals(List.of("stop"), only().did);
    }
}
