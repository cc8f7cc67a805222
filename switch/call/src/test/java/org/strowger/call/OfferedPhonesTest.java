package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.call.FakeSip.Asked;
import org.strowger.sip.Caller;

/** An agent has two phones that he prefers alike, and a queue's caller is offered to him. */
class OfferedPhonesTest {

    private final Laboratory lab = new Laboratory();
    private final FakeSip.Incoming caller;
    private final FakeSip.Outgoing desk;
    private final FakeSip.Outgoing mobile;

    OfferedPhonesTest() {
        lab.sip.contacts.put(AGENT, List.of("sip:desk", "sip:mobile"));
        lab.registers(AGENT);
        caller = lab.waits("5551001");
        desk = lab.sip.calls.get(0);
        mobile = lab.sip.calls.get(1);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void bothRingAndTheFirstThatAnswersHasTheCall() {
        lab.then(desk::rings, mobile::rings, mobile::answers);
        assertEquals("Call completed elsewhere", desk.hungUp);
        assertEquals(lab.media.legs.get(2), lab.media.legs.get(0).partner);
        lab.then(desk::confirmsEnd);
        assertEquals(0, lab.told(AcdEvent.TalkEnded.class));
        lab.then(mobile::hangsUp, caller::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class));
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class));
        assertEquals(AGENT, lab.cdrs().getFirst().agent());
        assertEquals(3, lab.cdrs().getFirst().legs().size());
    }

    @Test
    void onePhoneThatIsGoneHoldsNobody() {
        lab.then(mobile::rings, mobile::answers, mobile::hangsUp, caller::confirmsEnd);
        assertEquals(1, lab.cdrs().size(), "the other one never said a word");
    }

    @Test
    void whoDeclinesAtOneHasDeclined() {
        lab.then(desk::rings, mobile::rings, () -> desk.rejects(603));
        assertEquals("Declined", mobile.hungUp);
        assertEquals(0, lab.told(AcdEvent.OfferRefused.class), "it still rings");
        lab.then(mobile::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferRefused.class));
        lab.then(caller::hangsUp);
    }

    @Test
    void whoDeclinesAtOneWaitsForNoPhoneThatIsGone() {
        lab.then(desk::rings, mobile::rings, () -> desk.rejects(603));
        lab.passes(Duration.ofMillis(1_100));
        assertEquals(1, lab.told(AcdEvent.OfferRefused.class));
        assertEquals(0, lab.told(AcdEvent.OfferWithdrawn.class));
        lab.then(caller::hangsUp, mobile::confirmsEnd);
    }

    @Test
    void onePhoneThatIsBusyLeavesTheOtherRinging() {
        lab.then(desk::rings, () -> desk.rejects(486));
        assertNull(mobile.hungUp);
        assertEquals(0, lab.told(AcdEvent.OfferFailed.class));
        lab.then(mobile::answers, caller::hangsUp, mobile::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class));
    }

    @Test
    void bothAreBusyOrMissing() {
        lab.then(() -> desk.rejects(486), () -> mobile.rejects(480));
        assertEquals(1, lab.told(AcdEvent.OfferFailed.class));
        assertTrue(
                lab.acdEvents.stream()
                        .anyMatch(event ->
                                event instanceof AcdEvent.OfferFailed(_, _, var reason)
                                        && reason.equals("busy")),
                "busy says more than missing");
        lab.then(caller::hangsUp);
    }

    @Test
    void theCallerLeavesAndNeitherRings() {
        lab.then(desk::rings, caller::hangsUp);
        assertEquals("caller gone", desk.hungUp);
        assertEquals("caller gone", mobile.hungUp);
        lab.then(desk::confirmsEnd);
        assertEquals(0, lab.told(AcdEvent.OfferWithdrawn.class), "one still rings");
        lab.then(mobile::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void nobodyAnswersInTheTimeOfTheQueue() {
        lab.then(desk::rings, mobile::rings);
        lab.passes(Duration.ofSeconds(16));
        assertTrue(desk.hungUp != null && mobile.hungUp != null, "the distributor takes it back");
        lab.then(desk::confirmsEnd);
        lab.passes(Duration.ofSeconds(2));
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class), "the other one is gone");
        lab.then(caller::hangsUp, mobile::confirmsEnd);
    }

    @Test
    void aColleaguePicksUp() {
        lab.then(desk::rings, mobile::rings);
        var colleague = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8");
        assertEquals("Call completed elsewhere", desk.hungUp);
        assertEquals("Call completed elsewhere", mobile.hungUp);
        lab.then(desk::confirmsEnd, mobile::confirmsEnd);
        lab.then(colleague::hangsUp, caller::confirmsEnd);
        assertEquals(OTHER_AGENT, lab.cdrs().getFirst().agent());
    }

    @Test
    void bothRingOnForWhoGetsThePlace() {
        lab.then(caller::hangsUp, desk::confirmsEnd, mobile::confirmsEnd);
        var user = new Caller.User(OTHER_AGENT);
        var first = lab.dials(user, OTHER_AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        var second = lab.dials(user, OTHER_AGENT, "4002");
        lab.then(() -> second.events().confirmed());
        var phone = lab.rung();
        lab.then(() -> Asked.attended(first.events(), second.events()));
        lab.then(first::confirmsEnd, second::confirmsEnd);
        assertNull(phone.hungUp);
        lab.then(phone::answers, phone::hangsUp, carrier::confirmsEnd);
        lab.then(lab.sip.calls.get(lab.sip.calls.size() - 2)::confirmsEnd);
        assertEquals(AGENT, lab.cdrs().getLast().agent());
    }
}
