package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.media.RoomRole;
import org.strowger.sip.Caller;

/** Who comes into a conference without having dialled it: 4100 is open, 4101 has the PIN 4711. */
class SentToConferenceTest extends AnsweredCall {

    /** The agent sends the caller there. */
    private FakeSip.Asked refers(String number) {
        var asked = FakeSip.Asked.blind(agent.events, number);
        lab.run();
        return asked;
    }

    private Map<?, RoomRole> seats() {
        return lab.media.rooms.getLast().seats;
    }

    private void presses(int number, String keys) {
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            lab.then(() -> media(number).pressed(key));
        }
    }

    @Test
    void whoIsTransferredIsAMember() {
        var asked = refers("4100");
        assertEquals(200, asked.answer);
        assertEquals(List.of(200), asked.told);
        assertEquals("Call transferred", agent.hungUp);
        assertEquals(Map.of(media(0), RoomRole.TALKS), seats());
        lab.then(agent::confirmsEnd);
        assertEquals(1, lab.switchboard.conferenceMembers());
        lab.then(caller::hangsUp);
        assertEquals(0, lab.media.openRooms);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
    }

    @Test
    void byKeysTooAndIsAskedForThePin() {
        presses(1, "##4101#");
        assertEquals("play en/conference-pin", media(0).did.getLast());
        lab.then(agent::confirmsEnd);
        presses(0, "4711#");
        assertEquals(Map.of(media(0), RoomRole.TALKS), seats());
        lab.then(caller::hangsUp);
        assertEquals("", lab.cdrs().getFirst().keys());
    }

    @Test
    void whoTalksWithACalledPartySendsItThere() {
        lab.then(caller::hangsUp, agent::confirmsEnd);
        var user = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers, () -> user.events().confirmed());
        lab.then(() -> FakeSip.Asked.blind(user.events(), "4100"));
        assertEquals(Map.of(media(3), RoomRole.TALKS), seats());
        lab.then(user::confirmsEnd, carrier::hangsUp);
        assertEquals(0, lab.media.openRooms);
    }

    @Test
    void aFullOneLeavesTheTwoWhereTheyAre() {
        var first = joins();
        var second = joins();
        var asked = refers("4101");
        assertEquals(486, asked.answer);
        assertNull(agent.hungUp);
        assertEquals(media(1), media(0).partner);
        lab.then(first::hangsUp, second::hangsUp, caller::hangsUp, agent::confirmsEnd);
    }

    private FakeSip.Incoming joins() {
        var leg = lab.dials(new Caller.User(AGENT), AGENT, "4101");
        lab.then(() -> leg.events().confirmed());
        presses(lab.media.legs.size() - 1, "4711#");
        return leg;
    }

    @Test
    void aScriptSendsWhoItServesThereOrGoesOnWhenItIsFull() {
        lab.then(caller::hangsUp, agent::confirmsEnd);
        var served = lab.dials(new Caller.User(AGENT), AGENT, "4011");
        lab.then(() -> served.events().confirmed());
        assertEquals("play en/conference-pin", media(2).did.getLast());
        presses(2, "4711#");
        assertEquals(Map.of(media(2), RoomRole.TALKS), seats());
        var second = joins();
        var late = lab.dials(new Caller.User(AGENT), AGENT, "4011");
        lab.then(() -> late.events().confirmed());
        assertEquals("play tone/busy", media(4).did.getLast());
        lab.then(served::hangsUp, second::hangsUp, late::hangsUp);
    }
}
