package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.media.transport.Talk.assertHeard;
import static org.strowger.media.transport.Talk.assertHears;
import static org.strowger.media.transport.Talk.hears;
import static org.strowger.media.transport.TwoLoops.assertFollowing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MixingRoom;
import org.strowger.media.Prompts;
import org.strowger.media.RoomRole;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;

/** Phones of two loops in one room; who hears whom is checked by tone. */
class RoomTest {

    private final TwoLoops loops = new TwoLoops(Prompts.none());
    private final Talk talk = new Talk();

    private MixingRoom room(int seats) {
        return Objects.requireNonNull(loops.engine().room(Told.AFFINITY, seats), "no room");
    }

    @AfterEach
    void nothingIsLeft() {
        talk.close();
        loops.close();
        assertEquals(0, loops.engine().rooms());
    }

    @Test
    void everybodyHearsTheOthersAndNotHimselfWhateverTheLoopAndLaw() {
        var one = talk.talker(loops.one, 400);
        var other = talk.talker(loops.other, 600);
        var alaw = new RtpFormat(Law.PCMA, 8, -1);
        var third = talk.talker(loops.party(Told.OTHER_AFFINITY), 900, alaw, false);
        talk.begin();
        var room = room(3);
        talk.talkers().forEach(talker -> assertTrue(room.seat(talker.party.leg, RoomRole.TALKS)));
        assertHeard(
                talk.talkers().stream()
                        .flatMap(who ->
                                talk.talkers().stream().map(whom -> hears(who, whom, who != whom)))
                        .toArray(Talk.Heard[]::new));
        assertEquals(3, room.taken());
        var fourth = loops.party(Told.AFFINITY);
        assertFalse(room.seat(fourth.leg, RoomRole.TALKS), "full");
        room.leave(other.party.leg);
        assertTrue(room.seat(fourth.leg, RoomRole.LISTENS));
        assertHeard(hears(one, other, false), hears(one, third, true));
        fourth.close();
        room.close();
        assertFalse(room.seat(one.party.leg, RoomRole.TALKS), "it is no more");
        assertEquals(0, loops.engine().rooms());
        assertTrue(loops.count(Counter.VOICE_MIXED) > 0);
        talk.talkers().forEach(talker -> assertFollowing(talker.party.phone.heard()));
    }

    @Test
    void aSupervisorListensWhispersAndBargesIn() {
        var caller = talk.talker(loops.one, 400);
        var agent = talk.talker(loops.other, 600);
        var supervisor = talk.talker(loops.party(Told.AFFINITY), 900);
        talk.begin();
        caller.party.leg.bridge(agent.party.leg);
        assertHears(caller, agent, true);
        long mixed = loops.count(Counter.VOICE_MIXED);
        assertEquals(0, mixed, "two are relayed");
        var room = room(3);
        room.seat(caller.party.leg, RoomRole.TALKS);
        room.seat(agent.party.leg, RoomRole.COACHED);
        for (var role :
                List.of(RoomRole.LISTENS, RoomRole.WHISPERS, RoomRole.TALKS, RoomRole.LISTENS)) {
            room.seat(supervisor.party.leg, role);
            assertHeard(
                    hears(caller, supervisor, role == RoomRole.TALKS),
                    hears(agent, supervisor, role != RoomRole.LISTENS),
                    hears(supervisor, caller, true),
                    hears(supervisor, agent, true),
                    hears(caller, agent, true),
                    hears(agent, caller, true));
        }
        room.close();
        caller.party.leg.bridge(agent.party.leg);
        assertHeard(hears(caller, agent, true), hears(agent, caller, true));
        loops.settle();
        long after = loops.count(Counter.VOICE_MIXED);
        assertHears(agent, caller, true);
        assertEquals(after, loops.count(Counter.VOICE_MIXED), "two are relayed again");
    }

    @Test
    void keysReachTheSwitchAndAreNotMixed() {
        var one = talk.talker(loops.one, 400);
        var other = talk.talker(loops.other, 600);
        talk.begin();
        var room = room(2);
        room.seat(one.party.leg, RoomRole.TALKS);
        room.seat(other.party.leg, RoomRole.TALKS);
        assertHears(other, one, true);
        for (int octet : List.of(0x0A, 0x8A)) {
            byte[] event = {5, (byte) octet, 0, (byte) 160};
            one.party.phone.say(one.party.told.local(), 101, 7, 160, 99, event);
        }
        await().until(() -> one.party.told.events.stream().anyMatch(e -> e.startsWith("key 5")));
        assertHears(other, one, true);
        assertTrue(other.party.phone.heard().stream().allMatch(p -> p.payloadType() == 0));
        room.close();
    }

    @Test
    void whatIsLateIsCountedWhileTheRoomIsThere() {
        var one = talk.talker(loops.one, 400);
        talk.begin();
        var room = room(2);
        room.seat(one.party.leg, RoomRole.TALKS);
        assertEquals(0, loops.count(Counter.VOICE_LATE));
        var local = one.party.told.local();
        await().until(() -> {
            one.party.phone.say(local, 0, 9, 9, 400, new byte[900]); // Longer than any may be.
            return loops.count(Counter.VOICE_LATE) > 0;
        });
        assertEquals(1, room.taken());
        room.close();
    }

    @Test
    void whoHearsSomethingElseIsOutUntilHeIsSeatedAnew() {
        var one = talk.talker(loops.one, 400);
        var other = talk.talker(loops.other, 600);
        talk.begin();
        var room = room(2);
        talk.talkers().forEach(talker -> room.seat(talker.party.leg, RoomRole.TALKS));
        assertHears(other, one, true);
        other.party.leg.echo();
        assertHeard(hears(other, other, true), hears(other, one, false), hears(one, other, false));
        talk.talkers().forEach(talker -> room.seat(talker.party.leg, RoomRole.TALKS));
        assertHeard(hears(other, one, true), hears(other, other, false));
        one.party.leg.close();
        await().until(one.party.told::isClosed);
        assertHears(other, one, false);
        room.leave(one.party.leg);
        assertEquals(1, room.taken());
        room.play("tone/none");
        await().until(() -> loops.count(Counter.PROMPTS_MISSING) == 1);
        room.close();
    }

    @Test
    void thereAreOnlySoManyRooms() {
        var rooms = new ArrayList<MixingRoom>();
        for (int i = 0; i < RtpEngine.MOST_ROOMS; i++) {
            rooms.add(room(3));
        }
        assertNull(loops.engine().room(Told.AFFINITY, 3));
        assertEquals(1, loops.count(Counter.ROOMS_REFUSED));
        rooms.forEach(MixingRoom::close);
        rooms.forEach(MixingRoom::close);
        room(3).close();
    }
}
