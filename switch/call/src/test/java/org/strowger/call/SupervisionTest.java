package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.media.RoomRole;
import org.strowger.records.CallEvent;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/** A supervisor comes into the conversation of a caller with an agent. */
class SupervisionTest extends AnsweredCall {

    private static final String SUPERVISOR = STRANGER_TO_TEAM;

    private FakeSip.Incoming dials(String code) {
        var leg = lab.dials(new Caller.User(SUPERVISOR), SUPERVISOR, code + AGENT);
        lab.then(() -> leg.events().confirmed());
        return leg;
    }

    private FakeRoom room() {
        return lab.media.rooms.getLast();
    }

    private void assertRoles(RoomRole supervisors) {
        assertEquals(
                Map.of(
                        media(0), RoomRole.TALKS,
                        media(1), RoomRole.COACHED,
                        media(2), supervisors),
                room().seats);
    }

    private void assertRelayed() {
        assertEquals(media(1), media(0).partner, "the two are relayed");
        assertEquals(0, lab.media.openRooms);
    }

    /** What is written down of supervisors, but for the times and the call. */
    private List<String> audit() {
        return lab.records.stream()
                .filter(CallEvent.Supervised.class::isInstance)
                .map(CallEvent.Supervised.class::cast)
                .map(told ->
                        String.join(
                                ", ", told.supervisor(), told.agent(), told.action(), told.how()))
                .toList();
    }

    private void callerHangsUp() {
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void eachCodeBeginsInItsModeAndKeysChangeIt() {
        assertRelayed();
        var supervisor = dials("*31");
        assertRoles(RoomRole.LISTENS);
        assertNull(media(0).partner, "mixed, not relayed");
        assertEquals("1003 listen", lab.switchboard.summaries().getFirst().supervision());
        lab.then(() -> media(2).pressed('2'));
        assertRoles(RoomRole.WHISPERS);
        lab.then(() -> media(2).pressed('9'), () -> media(2).pressed('3'));
        assertRoles(RoomRole.TALKS);
        assertEquals(List.of("tone/beep", "tone/beep", "tone/beep"), room().played);
        lab.then(() -> media(0).pressed('1'));
        assertRoles(RoomRole.TALKS);
        lab.then(supervisor::hangsUp);
        assertRelayed();
        assertNull(agent.hungUp);
        callerHangsUp();
        var cdr = lab.cdrs().getFirst();
        assertEquals(3, cdr.legs().size());
        assertEquals(AGENT, cdr.agent());
        assertEquals("", cdr.keys());
        assertEquals(
                List.of(
                        "1003, 1001, listen, code",
                        "1003, 1001, whisper, key",
                        "1003, 1001, barge-in, key",
                        "1003, 1001, end, The supervisor has left"),
                audit());
    }

    @Test
    void theOtherCodes() {
        var whispers = dials("*32");
        assertRoles(RoomRole.WHISPERS);
        lab.then(whispers::hangsUp);
        assertRelayed();
        var barges = lab.dials(new Caller.User(SUPERVISOR), SUPERVISOR, "*33" + AGENT);
        assertEquals(RoomRole.TALKS, room().seats.get(media(3)));
        callerHangsUp();
        lab.then(barges::confirmsEnd);
    }

    @Test
    void theSupervisorTakesTheCallOver() {
        var supervisor = dials("*31");
        lab.then(() -> media(2).pressed('4'));
        assertEquals("Taken over", agent.hungUp);
        assertEquals(media(2), media(0).partner, "relayed again");
        assertEquals(0, lab.media.openRooms);
        lab.then(agent::confirmsEnd);
        assertEquals(List.of("1003, 1001, listen, code", "1003, 1001, take-over, key"), audit());
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        assertEquals("#*", media(2).withheld, "his keys mean what an agent's do");
        lab.then(supervisor::hangsUp, caller::confirmsEnd);
        assertEquals("agent", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void theCodeOfThatDoesItAtOnce() {
        var supervisor = dials("*34");
        assertEquals(media(2), media(0).partner);
        lab.then(agent::confirmsEnd, caller::hangsUp, supervisor::confirmsEnd);
        assertEquals("caller", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void whoMayNotSuperviseFindsNoSuchNumber() {
        lab.registers(OTHER_AGENT);
        var colleague = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*31" + AGENT);
        assertEquals(List.of("404"), colleague.heard);
        assertEquals(
                List.of("404"), lab.dials(new Caller.Trunk("peer"), "555", "*31" + AGENT).heard);
        assertEquals(
                SupervisionAnswer.NOT_ALLOWED,
                lab.switchboard.supervise(id(), OTHER_AGENT, SupervisionMode.LISTEN, "eve"));
        assertRelayed();
        callerHangsUp();
    }

    @Test
    void whereThereIsNothingToHearNobodyIsLetIn() {
        var idle = lab.dials(new Caller.User(SUPERVISOR), SUPERVISOR, "*31" + OTHER_AGENT);
        assertEquals(List.of("480"), idle.heard);
        var supervisor = dials("*31");
        var second = lab.dials(new Caller.User(SUPERVISOR), SUPERVISOR, "*33" + AGENT);
        assertEquals(List.of("486"), second.heard, "one at a time");
        lab.then(supervisor::hangsUp);
        lab.media.fullOfRooms = true;
        var third = lab.dials(new Caller.User(SUPERVISOR), SUPERVISOR, "*31" + AGENT);
        assertEquals(List.of("503"), third.heard);
        lab.then(third::confirmsEnd);
        assertRelayed();
        callerHangsUp();
    }

    @Test
    void onHoldTheCallerHearsMusicAndTheSupervisorTheAgent() {
        var supervisor = dials("*33");
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.offered(held));
        assertEquals("music", media(0).did.getLast());
        assertEquals(2, room().seats.size());
        lab.then(() -> agent.events.offered(FakeSip.session(6_000, Codec.PCMU)));
        assertRoles(RoomRole.TALKS);
        lab.then(supervisor::hangsUp);
        assertRelayed();
        callerHangsUp();
    }

    @Test
    void heStaysWhileTheAgentConsults() {
        var supervisor = dials("*31");
        for (char key : "*21002#".toCharArray()) {
            lab.then(() -> media(1).pressed(key));
        }
        var colleague = lab.rung();
        assertEquals(Map.of(media(2), RoomRole.LISTENS), room().seats);
        lab.then(() -> media(2).pressed('4'), () -> media(2).pressed('2'));
        lab.then(() -> colleague.rejects(486));
        assertRoles(RoomRole.WHISPERS);
        assertEquals(List.of("1003, 1001, listen, code", "1003, 1001, whisper, key"), audit());
        lab.then(supervisor::hangsUp);
        callerHangsUp();
    }

    /** While the two do not hear each other they do not hear what is told to them either. */
    @Test
    void aChangeInThePauseIsToldAfterIt() {
        var supervisor = dials("*31");
        for (char key : "*21002#".toCharArray()) {
            lab.then(() -> media(1).pressed(key));
        }
        var colleague = lab.rung();
        lab.then(() -> media(2).pressed('3'));
        assertEquals(1, room().played.size());
        lab.then(() -> colleague.rejects(486));
        assertRoles(RoomRole.TALKS);
        assertEquals(2, room().played.size());

        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.offered(held), () -> media(2).pressed('2'));
        assertEquals(3, room().played.size(), "to those who are there");
        lab.then(() -> agent.events.offered(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(4, room().played.size(), "to the caller");
        lab.then(() -> agent.events.offered(held));
        lab.then(() -> agent.events.offered(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(4, room().played.size(), "once");
        lab.then(supervisor::hangsUp);
        callerHangsUp();
    }

    @Test
    void whenTheAgentHasTransferredTheCallItIsOver() {
        var supervisor = dials("*31");
        for (char key : "##1002#".toCharArray()) {
            lab.then(() -> media(1).pressed(key));
        }
        var colleague = lab.rung();
        lab.then(colleague::answers);
        assertEquals(0, lab.media.openRooms);
        assertEquals(media(3), media(0).partner);
        lab.then(supervisor::confirmsEnd, agent::confirmsEnd);
        lab.then(caller::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void byCommandHisPhoneRings() {
        assertEquals(
                SupervisionAnswer.NOT_SUPERVISED, lab.switchboard.superviseNoMore(id(), "eve"));
        assertEquals(SupervisionAnswer.RINGING, command(SupervisionMode.LISTEN));
        lab.run();
        var phone = lab.rung(SUPERVISOR);
        assertEquals(media(1), media(0).partner, "until he answers");
        lab.then(phone::answers);
        assertRoles(RoomRole.LISTENS);
        assertEquals(SupervisionAnswer.DONE, command(SupervisionMode.BARGE_IN));
        assertRoles(RoomRole.TALKS);
        assertEquals(
                SupervisionAnswer.TAKEN,
                lab.switchboard.supervise(id(), OTHER_AGENT, SupervisionMode.LISTEN, "eve"));
        assertEquals(SupervisionAnswer.DONE, lab.switchboard.superviseNoMore(id(), "eve"));
        assertEquals("Supervision over", phone.hungUp, "who asked is not told to the phone");
        assertEquals(
                List.of(
                        "1003, 1001, listen, door: eve",
                        "1003, 1001, barge-in, door: eve",
                        "1003, 1001, end, door: eve"),
                audit());
        lab.then(phone::confirmsEnd);
        assertRelayed();
        callerHangsUp();
    }

    @Test
    void byCommandAPhoneThatNobodyTakesUpRingsForHalfAMinute() {
        assertEquals(
                SupervisionAnswer.NO_CALL,
                lab.switchboard.supervise("n1-none", SUPERVISOR, SupervisionMode.LISTEN, "eve"));
        assertEquals(
                SupervisionAnswer.NOBODY_TALKS,
                lab.switchboard.supervise(id(), AGENT, SupervisionMode.LISTEN, "eve"));
        command(SupervisionMode.LISTEN);
        lab.run();
        var phone = lab.rung(SUPERVISOR);
        lab.then(phone::rings);
        lab.passes(Duration.ofSeconds(31));
        assertEquals("No answer", phone.hungUp);
        assertEquals(List.of(), audit(), "nobody has heard anything");
        lab.then(phone::confirmsEnd);
        assertRelayed();
        callerHangsUp();
    }

    @Test
    void byCommandHeTakesTheCallOver() {
        command(SupervisionMode.TAKE_OVER);
        lab.run();
        var phone = lab.rung(SUPERVISOR);
        lab.then(phone::answers, agent::confirmsEnd);
        assertEquals(media(2), media(0).partner);
        lab.then(phone::hangsUp, caller::confirmsEnd);
        assertEquals("agent", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void byCommandNothingIsTakenOverWhileTheAgentConsults() {
        var supervisor = dials("*31");
        for (char key : "*21002#".toCharArray()) {
            lab.then(() -> media(1).pressed(key));
        }
        assertEquals(SupervisionAnswer.NOBODY_TALKS, command(SupervisionMode.TAKE_OVER));
        assertEquals(SupervisionAnswer.DONE, command(SupervisionMode.WHISPER));
        lab.then(() -> lab.rung().rejects(486));
        assertRoles(RoomRole.WHISPERS);
        lab.then(supervisor::hangsUp);
        callerHangsUp();
    }

    @Test
    void byCommandAPhoneThatRingsIsNotRungTwice() {
        lab.then(() -> command(SupervisionMode.LISTEN));
        var phone = lab.rung(SUPERVISOR);
        int rung = lab.sip.calls.size();
        assertEquals(SupervisionAnswer.RINGING, command(SupervisionMode.WHISPER));
        assertEquals(
                SupervisionAnswer.TAKEN,
                lab.switchboard.supervise(id(), OTHER_AGENT, SupervisionMode.LISTEN, "eve"));
        lab.run();
        assertEquals(rung, lab.sip.calls.size());
        lab.then(phone::answers);
        assertRoles(RoomRole.WHISPERS);
        lab.then(phone::hangsUp);
        assertRelayed();
        callerHangsUp();
    }

    @Test
    void byCommandAPhoneThatRingsRingsNoMore() {
        lab.then(() -> command(SupervisionMode.LISTEN));
        var phone = lab.rung(SUPERVISOR);
        lab.then(phone::rings);
        assertEquals(SupervisionAnswer.DONE, lab.switchboard.superviseNoMore(id(), "eve"));
        assertEquals("Supervision over", phone.hungUp);
        lab.then(phone::answers);
        assertRelayed();
        lab.then(phone::confirmsEnd);
        assertEquals(
                SupervisionAnswer.NOT_SUPERVISED, lab.switchboard.superviseNoMore(id(), "eve"));
        lab.then(() -> command(SupervisionMode.LISTEN));
        lab.then(() -> lab.rung(SUPERVISOR).rejects(480));
        assertEquals(
                SupervisionAnswer.NOT_SUPERVISED, lab.switchboard.superviseNoMore(id(), "eve"));
        assertEquals(List.of(), audit());
        assertRelayed();
        callerHangsUp();
    }

    private SupervisionAnswer command(SupervisionMode mode) {
        return lab.switchboard.supervise(id(), SUPERVISOR, mode, "eve");
    }

    private String id() {
        return lab.switchboard.summaries().getFirst().id();
    }
}
