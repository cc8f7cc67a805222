package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.media.RoomRole;
import org.strowger.sip.Caller;
import org.strowger.sip.Q850;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/**
 * Users dial the conferences 4100, which is open to them, and 4101, whose PIN is 4711 and which has
 * two members at most; anybody dials 4102, which has the same PIN.
 */
class ConferenceTest {

    private static final String OPEN = "4100";
    private static final String CLOSED = "4101";
    private static final String PUBLIC = "4102";

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

    private FakeSip.Incoming dialsFromOutside() {
        var leg = lab.dials("5551001", PUBLIC);
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

    private Map<?, RoomRole> seats() {
        return lab.media.rooms.getLast().seats;
    }

    @Test
    void whoDialsItHearsTheOthersAndTheLastClosesIt() {
        var one = dials(OPEN);
        assertEquals(Map.of(media(0), RoomRole.TALKS), seats());
        var other = dials(OPEN);
        assertEquals(Map.of(media(0), RoomRole.TALKS, media(1), RoomRole.TALKS), seats());
        assertEquals(List.of("tone/beep", "tone/beep"), lab.media.rooms.getLast().played);
        assertEquals("talking", lab.switchboard.summaries().getFirst().state());
        assertEquals(2, lab.switchboard.conferenceMembers());
        lab.then(one::hangsUp);
        assertEquals(Map.of(media(1), RoomRole.TALKS), seats());
        lab.then(other::hangsUp);
        assertEquals(0, lab.media.openRooms);
        assertEquals(0, lab.switchboard.conferenceMembers());
        var again = dials(OPEN);
        assertEquals(2, lab.media.rooms.size());
        lab.then(again::hangsUp);
        assertEquals("caller", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void whoKnowsThePinComesInAndThePinIsWrittenDownNowhere() {
        var one = dials(CLOSED);
        assertEquals("play en/conference-pin", media(0).did.getLast());
        assertEquals(0, lab.media.openRooms);
        presses(0, "47*4711#");
        assertEquals(Map.of(media(0), RoomRole.TALKS), seats());
        presses(0, "5");
        lab.then(one::hangsUp);
        assertEquals("", lab.cdrs().getFirst().keys());
        assertFalse(lab.records.toString().contains("4711"));
    }

    @Test
    void threeWrongPinsEndTheCall() {
        var one = dials(CLOSED);
        presses(0, "4712#");
        assertEquals("play en/wrong-pin+en/conference-pin", media(0).did.getLast());
        lab.passes(Duration.ofSeconds(21));
        assertEquals(0, one.hungUpCause);
        presses(0, "471#");
        assertEquals(Q850.NORMAL_CLEARING.cause(), one.hungUpCause);
        assertEquals(0, lab.media.rooms.size());
        lab.then(one::confirmsEnd);
        assertEquals("switch", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void moreThanMayBeAreNotLetIn() {
        var late = dials(CLOSED);
        var first = dials(CLOSED);
        var second = dials(CLOSED);
        presses(1, "4711#");
        presses(2, "4711#");
        assertEquals(2, seats().size());
        presses(0, "4711#");
        assertEquals(Q850.USER_BUSY.cause(), late.hungUpCause, "it was filled meanwhile");
        lab.then(late::confirmsEnd);
        var later = lab.dials(new Caller.User(AGENT), AGENT, CLOSED);
        assertEquals(List.of("486"), later.heard);
        lab.then(later::confirmsEnd, first::hangsUp);
        var next = dials(CLOSED);
        presses(4, "4711#");
        assertEquals(2, seats().size());
        lab.then(second::hangsUp, next::hangsUp);
    }

    @Test
    void withoutARoomTheCallEnds() {
        lab.media.fullOfRooms = true;
        var one = dials(OPEN);
        assertEquals(Q850.TEMPORARY_FAILURE.cause(), one.hungUpCause);
        lab.then(one::confirmsEnd);
        assertEquals("failed", lab.cdrs().getFirst().outcome());
    }

    @Test
    void whoHoldsKeepsHisPlaceAndNeitherHearsNorIsHeard() {
        var one = dials(OPEN);
        var other = dials(OPEN);
        lab.then(
                () -> one.events().offered(FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU)));
        assertEquals(Map.of(media(1), RoomRole.TALKS), seats());
        lab.then(() -> one.events().offered(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(2, seats().size());
        lab.then(one::hangsUp, other::hangsUp);
    }

    @Test
    void strangersDoNotFindIt() {
        var stranger = lab.dials(new Caller.Anonymous(), "5551001", OPEN);
        assertEquals(List.of("404"), stranger.heard);
    }

    @Test
    void aPinIsNotGuessedForLong() {
        for (int call = 0; call < 3; call++) {
            var guesses = dialsFromOutside();
            presses(call, "1#2#3#");
            lab.then(guesses::confirmsEnd);
        }
        var last = dialsFromOutside();
        presses(3, "4#4711#");
        assertEquals("play en/wrong-pin+en/conference-pin", media(3).did.getLast());
        assertEquals(0, last.hungUpCause, "he cannot tell it from a wrong one");
        presses(3, "4711#");
        assertEquals(Q850.NORMAL_CLEARING.cause(), last.hungUpCause);
        lab.then(last::confirmsEnd);
        var next = lab.dials("5551002", PUBLIC);
        assertEquals(List.of("486"), next.heard);
        lab.then(next::confirmsEnd);
        var user = dials(PUBLIC);
        presses(5, "1#4711#");
        assertEquals(1, seats().size(), "users of the switch are not affected");
        lab.then(user::hangsUp);
        assertEquals(13, lab.switchboard.wrongPins());
    }

    @Test
    void aMinuteLaterOneMoreTryIsFree() {
        for (int call = 0; call < 4; call++) {
            var guesses = dialsFromOutside();
            presses(call, "1#2#3#");
            lab.then(guesses::confirmsEnd);
        }
        var early = lab.dials("5551002", PUBLIC);
        assertEquals(List.of("486"), early.heard);
        lab.then(early::confirmsEnd);
        lab.passes(Duration.ofSeconds(61));
        var next = dialsFromOutside();
        presses(5, "4711#");
        assertEquals(1, seats().size());
        lab.then(next::hangsUp);
    }

    @Test
    void whoPressesNothingHasNotGuessed() {
        for (int call = 0; call < 4; call++) {
            var silent = dialsFromOutside();
            lab.passes(Duration.ofSeconds(61));
            lab.then(silent::confirmsEnd);
        }
        assertEquals(0, lab.switchboard.wrongPins());
    }

    @Test
    void aMembersTransferIsDeclinedForGood() {
        var one = dials(OPEN);
        assertEquals(603, FakeSip.Asked.blind(one.events(), OPEN).answer);
        var other = dials(OPEN);
        assertEquals(603, FakeSip.Asked.attended(one.events(), other.events()).answer);
        assertEquals(2, seats().size());
        lab.then(one::hangsUp, other::hangsUp);
    }
}
