package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall.Target;
import org.strowger.sip.sdp.Codec;

/** Several phones ring for one call, at once or one after the other. */
class RingingTest {

    private static final String ELSEWHERE = "Call completed elsewhere";

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void theFirstPhoneOfAUserThatAnswersHasTheCall() {
        lab.sip.contacts.put(AGENT, List.of("desk", "mobile"));
        var caller = lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, AGENT);
        var desk = lab.sip.calls.get(0);
        var mobile = lab.sip.calls.get(1);
        assertEquals(new Target.User(AGENT, "desk"), desk.call.target());
        assertEquals(new Target.User(AGENT, "mobile"), mobile.call.target());
        lab.then(desk::rings, mobile::rings, mobile::answers);
        assertEquals(List.of("180", "180", "200 [PCMU]"), caller.heard);
        assertEquals(ELSEWHERE, desk.hungUp);
        assertEquals(lab.media.legs.get(2), lab.media.legs.get(0).partner);
        lab.then(desk::confirmsEnd, caller::hangsUp, mobile::confirmsEnd);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
        assertEquals(AGENT, lab.cdrs().getFirst().agent());
    }

    @Test
    void aPhoneThatIsGoneHoldsUpNeitherTheCallNorItsUser() {
        lab.sip.contacts.put(AGENT, List.of("desk", "gone"));
        var caller = lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, AGENT);
        var desk = lab.sip.calls.get(0);
        var gone = lab.sip.calls.get(1);
        lab.then(desk::rings, desk::answers, caller::hangsUp, desk::confirmsEnd);
        assertEquals(ELSEWHERE, gone.hungUp);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
        lab.assertAtRest();
        lab.then(() -> gone.rejects(408));
    }

    @Test
    void anAnswerThatCrossesTheCancelIsEnded() {
        var caller = lab.dials("555", "4005");
        lab.then(lab.rung(AGENT)::answers, lab.rung(OTHER_AGENT)::answers);
        assertEquals(ELSEWHERE, lab.rung(OTHER_AGENT).hungUp);
        assertEquals(lab.media.legs.get(1), lab.media.legs.get(0).partner);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd, caller::hangsUp);
        lab.then(lab.rung(AGENT)::confirmsEnd);
    }

    @Test
    void oneThatRefusesDoesNotEndTheRingingOfTheOthers() {
        var caller = lab.dials("555", "4005");
        lab.then(() -> lab.rung(AGENT).rejects(603));
        assertNull(lab.rung(OTHER_AGENT).hungUp);
        lab.then(() -> lab.rung(OTHER_AGENT).rejects(486));
        assertEquals("486", caller.heard.getLast());
        lab.then(caller::confirmsEnd);
        assertEquals("failed", lab.cdrs().getFirst().outcome());
    }

    @Test
    void whoCancelsAsTheCallWasTakenElsewhereLeavesNoMissedCall() {
        var caller = lab.dials("555", "4005");
        lab.then(caller::cancelsElsewhere);
        assertEquals(ELSEWHERE, lab.rung(AGENT).hungUp);
        assertEquals(26, lab.rung(AGENT).hungUpCause);
        lab.then(lab.rung(AGENT)::confirmsEnd, lab.rung(OTHER_AGENT)::confirmsEnd);
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void allAreCancelledWhenTheCallerGivesUp() {
        var caller = lab.dials("555", "4005");
        lab.then(caller::cancels);
        assertEquals("caller gone", lab.rung(AGENT).hungUp);
        assertEquals("caller gone", lab.rung(OTHER_AGENT).hungUp);
        lab.then(lab.rung(AGENT)::confirmsEnd, lab.rung(OTHER_AGENT)::confirmsEnd);
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void aGroupRingsForItsTimeOnly() {
        var caller = lab.dials("555", "4005");
        lab.passes(Duration.ofMillis(10_050));
        assertEquals("No answer", lab.rung(AGENT).hungUp);
        assertEquals("480", caller.heard.getLast());
        lab.then(lab.rung(AGENT)::confirmsEnd, lab.rung(OTHER_AGENT)::confirmsEnd);
        lab.then(caller::confirmsEnd);
    }

    @Test
    void oneAfterTheOther() {
        var caller = lab.dials("555", "4006");
        assertEquals(1, lab.sip.calls.size());
        lab.passes(Duration.ofMillis(10_050));
        var first = lab.rung(AGENT);
        assertEquals("No answer", first.hungUp);
        var second = lab.rung(OTHER_AGENT);
        lab.then(first::confirmsEnd, second::answers);
        assertEquals("200 [PCMU]", caller.heard.getLast());
        lab.then(caller::hangsUp, second::confirmsEnd);
        assertEquals(OTHER_AGENT, lab.cdrs().getFirst().agent());
    }

    @Test
    void whoIsBusyIsPassedOverAtOnce() {
        var caller = lab.dials("555", "4006");
        lab.then(() -> lab.rung(AGENT).rejects(486));
        assertEquals(OTHER_AGENT, lab.rung().user());
        lab.then(caller::cancels, lab.rung()::confirmsEnd);
    }

    @Test
    void whoIsNotToBeDisturbedIsLeftOut() {
        lab.code(AGENT, "*78");
        var caller = lab.dials("555", "4005");
        assertEquals(1, lab.sip.calls.size());
        lab.then(caller::cancels, lab.rung(OTHER_AGENT)::confirmsEnd);
        lab.code(OTHER_AGENT, "*78");
        var second = lab.dials("555", "4006");
        assertEquals(List.of("480"), second.heard);
        lab.then(second::confirmsEnd);
    }

    @Test
    void ofSeveralTonesNoneIsHeard() {
        var caller = lab.dials("555", "4005");
        var early = FakeSip.session(6_000, Codec.PCMU);
        lab.then(() -> lab.rung(AGENT).events.ringing(183, early));
        assertEquals(List.of("180"), caller.heard);
        lab.then(() -> lab.rung(OTHER_AGENT).rejects(486));
        lab.then(() -> lab.rung(AGENT).events.ringing(183, early));
        assertEquals("183 [PCMU]", caller.heard.getLast());
        lab.then(caller::cancels, lab.rung(AGENT)::confirmsEnd);
    }

    @Test
    void callersOfAGroupNeedNoAccountAndGetNoFurtherThanItsPhones() {
        var caller = lab.dials(new Caller.Anonymous(), "", "4005");
        lab.then(lab.rung(AGENT)::answers, caller::hangsUp, lab.rung(AGENT)::confirmsEnd);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd);
    }
}
