package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.media.RoomRole;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/**
 * Who is heard in the conference 4103, whose PIN is 4711 and whose moderator's is 1357, and in
 * 4104, where the first moderates.
 */
class ModeratedConferenceTest {

    private static final String BY_PIN = "4103";
    private static final String BY_FIRST = "4104";

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, lab.media.openRooms);
        lab.assertAtRest();
    }

    private FakeSip.Incoming dials(String number) {
        var leg = lab.dials(new Caller.User(AGENT), AGENT, number);
        lab.then(() -> leg.events().confirmed());
        return leg;
    }

    private FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }

    private void presses(int number, String keys) {
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            lab.then(() -> media(number).pressed(key));
        }
    }

    /** For each member, in the order of their calls, whether he is heard. */
    private List<Boolean> heard(int members) {
        var seats = lab.media.rooms.getLast().seats;
        return lab.media.legs.stream()
                .limit(members)
                .map(leg -> seats.get(leg) == RoomRole.TALKS)
                .toList();
    }

    @Test
    void aMemberMutesHimselfAndIsToldSoAlone() {
        var one = dials(BY_FIRST);
        var other = dials(BY_FIRST);
        presses(1, "*6");
        assertEquals(List.of(true, false), heard(2));
        assertEquals(RoomRole.LISTENS, lab.media.rooms.getLast().seats.get(media(1)));
        assertEquals("play tone/beep", media(1).did.getLast());
        int did = media(1).did.size();
        lab.then(() -> media(1).events.played(1));
        assertEquals(List.of(true, false), heard(2));
        assertEquals(did + 1, media(1).did.size(), "he hears the others again");
        presses(1, "6");
        assertEquals(List.of(true, false), heard(2), "no code");
        presses(1, "**6");
        assertEquals(List.of(true, true), heard(2));
        assertEquals("play tone/beep+tone/beep", media(1).did.getLast());
        assertEquals(2, lab.media.rooms.getLast().played.size(), "nobody else was told");
        lab.then(one::hangsUp, other::hangsUp);
    }

    @Test
    void whoIsMutedStaysSoOverAHold() {
        var one = dials(BY_FIRST);
        presses(0, "*6");
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> one.events().offered(held));
        presses(0, "*6*6");
        lab.then(() -> one.events().offered(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(List.of(false), heard(1));
        lab.then(one::hangsUp);
    }

    @Test
    void whoKnowsTheModeratorsPinSilencesAllOthers() {
        var one = dials(BY_PIN);
        var moderator = dials(BY_PIN);
        presses(0, "4711#*7");
        presses(1, "1357#");
        assertEquals(List.of(true, true), heard(2), "who does not moderate silences nobody");
        presses(1, "*7");
        assertEquals(List.of(false, true), heard(2));
        presses(0, "*6*6*8");
        assertEquals(List.of(false, true), heard(2), "it is not for him to end it");
        var late = dials(BY_PIN);
        presses(2, "4711#");
        assertEquals(List.of(false, true, false), heard(3));
        presses(1, "*8");
        assertEquals(List.of(true, true, true), heard(3));
        assertEquals(
                List.of("tone/beep", "tone/beep", "tone/beep", "tone/beep", "tone/beep"),
                lab.media.rooms.getLast().played);
        presses(1, "*7");
        lab.then(moderator::hangsUp);
        assertEquals(List.of(true, false, true), heard(3), "nobody is left who could end it");
        lab.then(one::hangsUp, late::hangsUp);
        assertEquals(List.of("", "", ""), lab.cdrs().stream().map(cdr -> cdr.keys()).toList());
    }

    @Test
    void whereTheFirstModeratesTheNextDoesWhenHeHasLeft() {
        var first = dials(BY_FIRST);
        var second = dials(BY_FIRST);
        var third = dials(BY_FIRST);
        presses(1, "*7");
        assertEquals(List.of(true, true, true), heard(3));
        presses(0, "*7");
        assertEquals(List.of(true, false, false), heard(3));
        lab.then(first::hangsUp);
        assertEquals(List.of(false, true, false), heard(3), "the second moderates now");
        presses(1, "*8");
        assertEquals(List.of(false, true, true), heard(3));
        lab.then(second::hangsUp, third::hangsUp);
    }
}
