package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.call.FakeSip.Asked;
import org.strowger.media.RoomRole;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/**
 * User 1002 talks with agent 1001, whom 1003 supervises: what becomes of it when one of them acts.
 */
class SupervisedPartiesTest {

    private static final AudioDescription HOLD =
            FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
    private static final AudioDescription RESUME = FakeSip.session(6_000, Codec.PCMU);

    private final Laboratory lab = new Laboratory();
    private final FakeSip.Incoming party;
    private final FakeSip.Outgoing agent;

    SupervisedPartiesTest() {
        lab.registers(AGENT);
        party = dials(OTHER_AGENT, "4007");
        agent = lab.rung();
        lab.then(agent::answers, () -> party.events().confirmed());
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    private FakeSip.Incoming dials(String user, String number) {
        return lab.dials(new Caller.User(user), user, number);
    }

    private FakeSip.Incoming supervises(String code) {
        var leg = dials(STRANGER_TO_TEAM, code + AGENT);
        lab.then(() -> leg.events().confirmed());
        return leg;
    }

    private FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }

    private Map<?, RoomRole> seats() {
        return lab.media.rooms.getLast().seats;
    }

    @Test
    void withAnotherPartyItIsOver() {
        var supervisor = supervises("*31");
        assertEquals(3, seats().size());
        assertEquals(200, Asked.blind(party.events(), "4003").answer);
        lab.run();
        var carrier = lab.rung();
        lab.then(carrier::answers, party::confirmsEnd);
        assertEquals(media(3), media(1).partner, "among themselves");
        assertTrue(supervisor.heard.contains("bye"), supervisor.heard.toString());
        assertEquals(0, lab.media.openRooms);
        lab.then(supervisor::confirmsEnd, carrier::hangsUp, agent::confirmsEnd);
    }

    @Test
    void withAnotherPhoneOfThePartyItGoesOn() {
        var supervisor = supervises("*31");
        var desk = new FakeSip.Incoming(new Caller.User(OTHER_AGENT), OTHER_AGENT, "");
        desk.replaces = party.events();
        lab.then(() -> desk.events = lab.switchboard.incoming(desk), party::confirmsEnd);
        assertEquals(
                Map.of(
                        media(3), RoomRole.TALKS,
                        media(1), RoomRole.COACHED,
                        media(2), RoomRole.LISTENS),
                seats());
        lab.then(desk::hangsUp, agent::confirmsEnd, supervisor::confirmsEnd);
    }

    @Test
    void aSupervisorOnHoldIsNotHeard() {
        var supervisor = supervises("*33");
        lab.then(() -> supervisor.events().offered(HOLD));
        assertEquals(Map.of(media(0), RoomRole.TALKS, media(1), RoomRole.COACHED), seats());
        lab.then(() -> media(2).pressed('2'));
        assertEquals(2, seats().size());
        lab.then(() -> supervisor.events().offered(RESUME));
        assertEquals(RoomRole.WHISPERS, seats().get(media(2)));
        lab.then(party::hangsUp, agent::confirmsEnd, supervisor::confirmsEnd);
    }

    @Test
    void thePartysHoldIsMusicToTheAgent() {
        var supervisor = supervises("*33");
        lab.then(() -> party.events().offered(HOLD));
        assertEquals("music", media(1).did.getLast());
        assertEquals(Map.of(media(2), RoomRole.TALKS), seats());
        lab.then(() -> agent.events.offered(HOLD));
        assertEquals(Map.of(media(2), RoomRole.TALKS), seats(), "both hold");
        lab.then(() -> agent.events.offered(RESUME), () -> party.events().offered(RESUME));
        assertEquals(3, seats().size());
        lab.then(party::hangsUp, agent::confirmsEnd, supervisor::confirmsEnd);
    }

    @Test
    void aSupervisorWhoComesMeanwhileStopsNoMusic() {
        lab.then(() -> party.events().offered(HOLD));
        var supervisor = supervises("*31");
        assertEquals("music", media(1).did.getLast());
        assertEquals(Map.of(media(2), RoomRole.LISTENS), seats());
        lab.then(supervisor::hangsUp);
        assertEquals("music", media(1).did.getLast());
        lab.then(party::hangsUp, agent::confirmsEnd);
    }

    @Test
    void ofTwoCallsTheOneIsMeantThatTheAgentTalksIn() {
        var second = dials(AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers, () -> second.events().confirmed());
        lab.then(() -> second.events().offered(HOLD));
        var supervisor = supervises("*31");
        assertEquals(RoomRole.COACHED, seats().get(media(1)));
        lab.then(supervisor::hangsUp);
        lab.then(() -> agent.events.offered(HOLD));
        var again = supervises("*31");
        assertEquals(RoomRole.COACHED, seats().get(media(2)), "both on hold: the newer one");
        lab.then(again::hangsUp, second::hangsUp, carrier::confirmsEnd);
        lab.then(party::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aSupervisorsVoicePortThatIsLostEndsHisPartOnly() {
        var supervisor = supervises("*31");
        lab.then(() -> media(2).close());
        assertTrue(supervisor.heard.contains("bye"), supervisor.heard.toString());
        lab.then(supervisor::confirmsEnd);
        assertFalse(party.heard.contains("bye"), party.heard.toString());
        assertNull(agent.hungUp);
        assertEquals(media(1), media(0).partner);
        lab.then(() -> media(0).close());
        assertEquals("Temporary failure", agent.hungUp, "who talks is heard by nobody");
        lab.then(party::confirmsEnd, agent::confirmsEnd);
    }

    @Test
    void nobodyComesIntoACallThatIsBeingTransferred() {
        var supervisor =
                new FakeSip.Incoming(
                        new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, "*34" + AGENT);
        supervisor.events = lab.switchboard.incoming(supervisor);
        assertEquals(200, Asked.blind(party.events(), "4003").answer);
        lab.run();
        assertEquals("480", supervisor.heard.getLast());
        lab.then(() -> lab.rung().rejects(486), supervisor::confirmsEnd);
        assertEquals(media(1), media(0).partner);
        lab.then(party::hangsUp, agent::confirmsEnd);
    }
}
