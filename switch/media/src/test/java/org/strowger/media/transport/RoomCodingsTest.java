package org.strowger.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.media.transport.Talk.assertHeard;
import static org.strowger.media.transport.Talk.assertHears;
import static org.strowger.media.transport.Talk.hears;
import static org.strowger.media.transport.TwoLoops.assertFollowing;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.media.Coding;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MixingRoom;
import org.strowger.media.Prompts;
import org.strowger.media.RoomRole;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;

/** A room in which one speaks another coding than G.711, or has keys, or both. */
class RoomCodingsTest {

    private final TwoLoops loops = new TwoLoops(Prompts.none());
    private final Talk talk = new Talk();

    private static RtpFormat format(Coding coding) {
        var plain = new RtpFormat(Law.PCMU, 0, 101);
        return coding == Coding.G711 ? plain : plain.coded(coding, 96, coding.ticks());
    }

    private MixingRoom room(int seats) {
        return Objects.requireNonNull(loops.engine().room(Told.AFFINITY, seats), "no room");
    }

    @AfterEach
    void nothingIsLeft() {
        talk.close();
        loops.close();
    }

    /** The agent's leg is of the room's loop, or of the other one. */
    @Rfc(number = 3711, section = "3.1")
    @ParameterizedTest
    @CsvSource({
        "G722, false, 42",
        "G722, false, 45",
        "OPUS, false, 45",
        "G711, true, 42",
        "G711, true, 45",
        "G722, true, 45",
    })
    void aSupervisorOfAnAgentWhoSpeaksOtherwise(Coding coding, boolean encrypted, long affinity) {
        var caller = talk.talker(loops.one, 400);
        var agent = talk.talker(loops.party(affinity), 600, format(coding), encrypted);
        var supervisor = talk.talker(loops.other, 900);
        talk.begin();
        var room = room(3);
        room.seat(caller.party.leg, RoomRole.TALKS);
        room.seat(agent.party.leg, RoomRole.COACHED);
        for (var role : List.of(RoomRole.LISTENS, RoomRole.WHISPERS, RoomRole.TALKS)) {
            room.seat(supervisor.party.leg, role);
            assertHeard(
                    hears(agent, supervisor, role != RoomRole.LISTENS),
                    hears(caller, supervisor, role == RoomRole.TALKS),
                    hears(supervisor, caller, true),
                    hears(supervisor, agent, true),
                    hears(caller, agent, true),
                    hears(agent, caller, true),
                    hears(agent, agent, false));
        }
        room.close();
        caller.party.leg.bridge(agent.party.leg);
        assertHeard(
                hears(agent, supervisor, false),
                hears(caller, agent, true),
                hears(agent, caller, true));
        assertFollowing(List.copyOf(agent.party.phone.heard()));
        assertEquals(0, loops.count(Counter.SRTP_FORGED));
        assertEquals(0, loops.count(Counter.SRTP_REPEATED));
    }

    @Test
    void aSupervisorWhoSpeaksOtherwiseAndHasKeys() {
        var caller = talk.talker(loops.one, 400, format(Coding.G722), false);
        var agent = talk.talker(loops.other, 600, format(Coding.G722), false);
        var supervisor = talk.talker(loops.party(Told.AFFINITY), 900, format(Coding.OPUS), true);
        talk.begin();
        caller.party.leg.bridge(agent.party.leg);
        assertHears(caller, agent, true);
        var room = room(3);
        room.seat(caller.party.leg, RoomRole.TALKS);
        room.seat(agent.party.leg, RoomRole.COACHED);
        room.seat(supervisor.party.leg, RoomRole.WHISPERS);
        assertHeard(
                hears(agent, supervisor, true),
                hears(supervisor, caller, true),
                hears(supervisor, agent, true),
                hears(caller, supervisor, false),
                hears(caller, agent, true));
        assertTrue(loops.count(Counter.VOICE_MIXED) > 0);
        room.close();
    }
}
