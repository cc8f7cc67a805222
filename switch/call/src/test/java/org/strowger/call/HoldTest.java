package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.acd.AcdEvent;
import org.strowger.sip.LegEvents;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/** Who is put on hold hears music, and the voice when it is over. */
class HoldTest extends AnsweredCall {

    @BeforeEach
    void bothTalk() {
        assertEquals(media(0), media(1).partner);
    }

    /** Before nothing is left. */
    @AfterEach
    void itEnds() {
        lab.then(caller::hangsUp, agent::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class));
    }

    @ParameterizedTest
    @EnumSource(
            value = Direction.class,
            names = {"SENDONLY", "INACTIVE"})
    void theCallerHearsMusicWhileTheAgentHolds(Direction hold) {
        offers(agent.events, hold);
        assertEquals("music", media(0).did.getLast());
        assertNull(media(0).partner);
        offers(agent.events, Direction.SENDRECV);
        assertEquals(media(0), media(1).partner);
    }

    @ParameterizedTest
    @EnumSource(
            value = Direction.class,
            names = {"SENDONLY", "INACTIVE"})
    void theAgentHearsMusicWhileTheCallerHolds(Direction hold) {
        offers(caller.events(), hold);
        assertEquals("music", media(1).did.getLast());
        offers(caller.events(), Direction.SENDRECV);
        assertEquals(media(0), media(1).partner);
    }

    @Test
    void theVoiceComesBackWhenTheLastOfBothResumes() {
        offers(agent.events, Direction.SENDONLY);
        offers(caller.events(), Direction.SENDONLY);
        offers(agent.events, Direction.SENDRECV);
        assertNull(media(0).partner);
        assertEquals("music", media(1).did.getLast(), "the caller still holds");
        offers(caller.events(), Direction.SENDRECV);
        assertEquals(media(0), media(1).partner);
    }

    @Test
    void holdAndResumeMayComeAsAnswersToOurOffers() {
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.answered(held));
        assertEquals("music", media(0).did.getLast());
        lab.then(() -> agent.events.answeredAgain(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(media(0), media(1).partner);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class), "answered once");
    }

    @Test
    void whoOnlyListensDoesNotHold() {
        offers(agent.events, Direction.RECVONLY);
        assertEquals(media(0), media(1).partner);
    }

    private void offers(LegEvents leg, Direction direction) {
        lab.then(() -> assertNotNull(leg.offered(FakeSip.session(6_000, direction, Codec.PCMU))));
    }
}
