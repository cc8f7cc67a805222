package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/** An agent who talks with a caller presses keys. */
class CallKeysTest extends AnsweredCall {

    @AfterEach
    void nothingIsWrittenDown() {
        assertTrue(lab.cdrs().getFirst().keys().isEmpty());
    }

    @Test
    void onlyTheBeginningsOfCodesAreKeptFromTheCaller() {
        assertEquals("#*", media(1).withheld);
        assertEquals("", media(0).withheld, "a caller has no codes");
        presses("5");
        assertEquals("#*", media(1).withheld);
        assertEquals("bridge", media(0).did.getLast());
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void whatIsNoCodeIsPressedForTheCaller() {
        presses("#");
        assertTrue(media(1).withheld.contains("5"), "all keys until it is clear");
        presses("5");
        assertEquals("press #5", media(1).did.getLast());
        assertEquals("#*", media(1).withheld);
        presses("*");
        lab.passes(Duration.ofMillis(1_050));
        assertEquals("press *", media(1).did.getLast());
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aBlindTransfer() {
        presses("##");
        assertEquals("music", media(0).did.getLast());
        presses("1002#");
        var target = lab.rung();
        assertEquals(OTHER_AGENT, target.user());
        assertEquals(AGENT, target.call.referredBy());
        lab.then(target::answers);
        assertEquals(media(2), media(0).partner);
        assertEquals("Call transferred", agent.hungUp);
        lab.then(agent::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        lab.then(caller::hangsUp, target::confirmsEnd);
    }

    @Test
    void theNumberEndsByItselfToo() {
        presses("##1002");
        lab.passes(Duration.ofMillis(4_050));
        var target = lab.rung();
        lab.then(() -> target.rejects(486));
        assertEquals(media(1), media(0).partner, "a transfer that fails returns to the agent");
        assertEquals("#*", media(1).withheld, "who may try again");
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aNumberThatTheAgentMayNotCallBringsBothBack() {
        presses("##999#");
        assertEquals(media(1), media(0).partner);
        presses("###");
        assertEquals(media(1), media(0).partner, "nor none at all");
        presses("##*");
        assertEquals(media(1), media(0).partner, "nor a change of mind");
        assertEquals(1, lab.sip.calls.size());
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void parking() {
        presses("##700#");
        assertEquals("play en/digit-7+en/digit-0+en/digit-1", media(1).did.getLast());
        lab.then(() -> media(1).events.played(1), agent::confirmsEnd, caller::hangsUp);
    }

    @Test
    void aConsultationThatHangingUpMakesATransfer() {
        var target = consults();
        lab.then(target::answers);
        assertEquals(media(2), media(1).partner, "agent and colleague talk");
        assertNull(agent.hungUp);
        lab.then(agent::hangsUp);
        assertEquals(media(2), media(0).partner, "caller and colleague talk");
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        lab.then(target::hangsUp, caller::confirmsEnd);
        assertEquals("agent", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void aColleagueWhoHangsUpFirstLeavesBothAsBefore() {
        var target = consults();
        lab.then(target::answers, target::hangsUp);
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aColleagueWhoIsBusyDoesToo() {
        var target = consults();
        lab.then(() -> target.rejects(486));
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void whoHangsUpWhileTheColleagueRingsTransfersBlindly() {
        var target = consults();
        lab.then(agent::hangsUp, target::answers);
        assertEquals(media(2), media(0).partner);
        lab.then(caller::hangsUp, target::confirmsEnd);
    }

    @Test
    void aCallerWhoHangsUpDuringTheConsultationEndsIt() {
        var target = consults();
        lab.then(target::answers, caller::hangsUp);
        assertEquals("caller gone", agent.hungUp);
        assertEquals("caller gone", target.hungUp);
        lab.then(agent::confirmsEnd, target::confirmsEnd);
    }

    @Test
    void aCallerWhoHangsUpWhileTheColleagueRingsEndsItToo() {
        var target = consults();
        lab.then(target::rings, caller::hangsUp);
        assertEquals("caller gone", target.hungUp);
        assertEquals("caller gone", agent.hungUp);
        lab.then(target::confirmsEnd, agent::confirmsEnd);
    }

    @Test
    void whoHangsUpAndTheColleagueIsBusyIsRungBack() {
        var target = consults();
        lab.then(agent::hangsUp, () -> target.rejects(486));
        var back = lab.rung();
        assertEquals(AGENT, back.user());
        lab.then(back::answers);
        assertEquals(media(3), media(0).partner);
        lab.then(caller::hangsUp, back::confirmsEnd);
    }

    @Test
    void theAgentGoesBackToTheCaller() {
        var target = consults();
        lab.then(target::answers);
        assertEquals("#*", media(1).withheld, "codes go on to mean something");
        presses("*2");
        assertEquals("Consultation over", target.hungUp);
        assertEquals(media(1), media(0).partner);
        lab.then(target::confirmsEnd);
        assertEquals("#*", media(1).withheld);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theAgentGoesBackWhileTheColleagueRings() {
        var target = consults();
        lab.then(target::rings);
        presses("*2");
        assertEquals("Consultation over", target.hungUp);
        assertEquals(media(1), media(0).partner);
        lab.then(target::confirmsEnd);
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theCodeOfATransferMakesOne() {
        var target = consults();
        lab.then(target::answers);
        presses("##");
        assertEquals("Call transferred", agent.hungUp);
        assertEquals(media(2), media(0).partner);
        lab.then(agent::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        lab.then(target::hangsUp, caller::confirmsEnd);
    }

    @Test
    void theCodeOfATransferWhileTheColleagueRings() {
        var target = consults();
        presses("##");
        assertEquals("Call transferred", agent.hungUp);
        lab.then(agent::confirmsEnd, target::answers);
        assertEquals(media(2), media(0).partner);
        lab.then(target::hangsUp, caller::confirmsEnd);
    }

    @Test
    void whoIsOutHasNoCodesAnyMore() {
        var target = consults();
        lab.then(target::answers);
        presses("##");
        presses("##");
        assertEquals(media(2), media(0).partner, "his BYE is still on its way");
        lab.then(agent::confirmsEnd, target::hangsUp, caller::confirmsEnd);
    }

    @Test
    void aToneThatIsOverIsHeardByNobody() {
        lab.code(OTHER_AGENT, "*921003");
        var target = consults();
        var early = FakeSip.session(6_000, Codec.PCMU);
        lab.then(() -> target.events.ringing(183, early));
        assertEquals(media(1).partner, lab.media.legs.getLast());
        lab.passes(Duration.ofSeconds(21));
        var next = lab.rung();
        lab.then(target::confirmsEnd, next::rings);
        assertEquals("tone/ringback", media(1).did.getLast(), "that phone has none of its own");
        lab.then(agent::hangsUp);
        assertEquals("music", media(0).did.getLast());
        lab.then(next::answers, caller::hangsUp, next::confirmsEnd);
    }

    @Test
    void whatIsNoCodeIsPressedForTheColleague() {
        var target = consults();
        lab.then(target::answers);
        presses("*5");
        assertEquals("press *5", media(1).did.getLast());
        lab.then(agent::hangsUp, caller::hangsUp, target::confirmsEnd);
    }

    @Test
    void whoHoldsDuringTheConsultationIsHeardAsMusic() {
        var target = consults();
        lab.then(target::answers);
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.offered(held));
        assertEquals("music", media(2).did.getLast());
        lab.then(() -> agent.events.offered(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(media(2), media(1).partner);
        lab.then(() -> target.events.offered(held));
        assertEquals("music", media(1).did.getLast());
        lab.then(target::hangsUp);
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aColleagueWhoDoesNotAnswerLeavesBothAsBefore() {
        var target = consults();
        lab.then(target::rings);
        lab.passes(Duration.ofSeconds(31));
        assertEquals("No answer", target.hungUp);
        assertEquals(media(1), media(0).partner);
        lab.then(target::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void whoConsultsHearsThatTheColleaguesPhoneRings() {
        var target = consults();
        assertEquals("silence", media(1).did.getLast(), "nobody rings yet");
        lab.then(target::rings);
        assertEquals("tone/ringback", media(1).did.getLast());
        assertEquals("music", media(0).did.getLast());
        int did = media(1).did.size();
        lab.then(target::rings);
        assertEquals(did, media(1).did.size(), "the tone does not begin again");
        lab.then(target::answers);
        assertEquals(media(2), media(1).partner);
        lab.then(target::hangsUp, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theColleaguesOwnToneIsHeardInItsPlace() {
        var target = consults();
        lab.then(() -> target.events.ringing(183, FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(media(2), media(1).partner);
        lab.then(target::rings);
        assertEquals(media(2), media(1).partner, "180 without a tone of its own changes nothing");
        lab.then(() -> target.rejects(486), caller::hangsUp, agent::confirmsEnd);
    }

    private FakeSip.Outgoing consults() {
        presses("*21002#");
        assertEquals("music", media(0).did.getLast());
        return lab.rung();
    }

    private void presses(String keys) {
        keys.chars().forEach(key -> lab.then(() -> media(1).pressed((char) key)));
    }
}
