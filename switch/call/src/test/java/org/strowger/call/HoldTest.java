package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.acd.AcdEvent;
import org.strowger.sip.LegEvents;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/** Who is put on hold hears music, and the voice when it is over. */
class HoldTest {

    private final Laboratory lab = new Laboratory();
    private final FakeSip.Incoming caller;
    private final FakeSip.Outgoing agent;

    HoldTest() {
        lab.registers(AGENT);
        caller = lab.waits("5551001");
        agent = lab.rung();
        lab.then(agent::answers);
        assertEquals(callersMedia(), agentsMedia().partner);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.then(caller::hangsUp, agent::confirmsEnd);
        assertEquals(0, lab.switchboard.liveCalls(), "calls");
        assertEquals(0, lab.media.portsInUse(), "ports");
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class));
    }

    @ParameterizedTest
    @EnumSource(
            value = Direction.class,
            names = {"SENDONLY", "INACTIVE"})
    void theCallerHearsMusicWhileTheAgentHolds(Direction hold) {
        offers(agent.events, hold);
        assertEquals("music", callersMedia().did.getLast());
        assertNull(callersMedia().partner);
        offers(agent.events, Direction.SENDRECV);
        assertEquals(callersMedia(), agentsMedia().partner);
    }

    @ParameterizedTest
    @EnumSource(
            value = Direction.class,
            names = {"SENDONLY", "INACTIVE"})
    void theAgentHearsMusicWhileTheCallerHolds(Direction hold) {
        offers(caller.events(), hold);
        assertEquals("music", agentsMedia().did.getLast());
        offers(caller.events(), Direction.SENDRECV);
        assertEquals(callersMedia(), agentsMedia().partner);
    }

    @Test
    void theVoiceComesBackWhenTheLastOfBothResumes() {
        offers(agent.events, Direction.SENDONLY);
        offers(caller.events(), Direction.SENDONLY);
        offers(agent.events, Direction.SENDRECV);
        assertNull(callersMedia().partner);
        assertEquals("music", agentsMedia().did.getLast(), "the caller still holds");
        offers(caller.events(), Direction.SENDRECV);
        assertEquals(callersMedia(), agentsMedia().partner);
    }

    @Test
    void holdAndResumeMayComeAsAnswersToOurOffers() {
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.answered(held));
        assertEquals("music", callersMedia().did.getLast());
        lab.then(() -> agent.events.answeredAgain(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(callersMedia(), agentsMedia().partner);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class), "answered once");
    }

    @Test
    void whoOnlyListensDoesNotHold() {
        offers(agent.events, Direction.RECVONLY);
        assertEquals(callersMedia(), agentsMedia().partner);
    }

    private void offers(LegEvents leg, Direction direction) {
        lab.then(() -> assertNotNull(leg.offered(FakeSip.session(6_000, direction, Codec.PCMU))));
    }

    private FakeMedia.Leg callersMedia() {
        return lab.media.legs.getFirst();
    }

    private FakeMedia.Leg agentsMedia() {
        return lab.media.legs.getLast();
    }
}
