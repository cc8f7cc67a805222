package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.sip.Caller;

/** A user takes a call that rings at another one's phone. */
class PickUpTest {

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void aUserTakesTheCallThatRingsAtThePhoneHeNames() {
        var caller = callsAgent();
        var phone = lab.rung();
        lab.then(phone::rings);
        var picker = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8" + AGENT);
        assertTaken(caller, phone, picker);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals(OTHER_AGENT, cdr.agent());
        assertEquals("caller", cdr.endedBy());
        assertEquals(3, cdr.legs().size());
    }

    @Test
    void withoutAnIdHeTakesTheOneThatRingsLongestInHisGroup() {
        var caller = callsAgent();
        var phone = lab.rung();
        var picker = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8");
        assertTaken(caller, phone, picker);
    }

    @Test
    void replacesOfThePhonesEarlyDialogDoesTheSame() {
        var caller = callsAgent();
        var phone = lab.rung();
        lab.then(phone::rings);
        var picker = replaces(OTHER_AGENT, phone);
        assertTaken(caller, phone, picker);
    }

    @Test
    void anotherPhoneOfTheSameUserMayTakeItToo() {
        var caller = callsAgent();
        var phone = lab.rung();
        assertTaken(caller, phone, replaces(AGENT, phone));
    }

    @Test
    void nobodyOutsideTheGroupTakesIt() {
        var caller = callsAgent();
        var phone = lab.rung();
        assertEquals(List.of("403"), replaces(STRANGER_TO_TEAM, phone).heard);
        assertEquals(
                List.of("480"),
                lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, "*8" + AGENT).heard);
        assertEquals(
                List.of("404"), lab.dials(new Caller.Trunk("peer"), "5551001", "*8" + AGENT).heard);
        assertNull(phone.hungUp);
        lab.then(caller::cancels, phone::confirmsEnd);
    }

    @Test
    void whereNothingRingsThereIsNothingToTake() {
        var picker = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8" + AGENT);
        assertEquals(List.of("480"), picker.heard);
        assertEquals("rejected", lab.cdrs().getFirst().outcome());
    }

    @Test
    void aCallOfAQueueLeavesItsPlaceAndTheOffer() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        var phone = lab.rung();
        var picker = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8");
        assertEquals("Call completed elsewhere", phone.hungUp);
        assertEquals(media(2), media(0).partner);
        assertEquals(1, lab.told(AcdEvent.CallLeft.class));
        lab.then(phone::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        lab.then(picker::hangsUp, caller::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals("support", cdr.queue());
        assertEquals(OTHER_AGENT, cdr.agent());
        assertEquals("agent", cdr.endedBy());
    }

    @Test
    void whoAnswersFirstHasTheCall() {
        var caller = callsAgent();
        var phone = lab.rung();
        var picker = new FakeSip.Incoming(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8");
        picker.events = lab.switchboard.incoming(picker); // Its port comes a step later.
        phone.answers();
        lab.run();
        assertEquals(List.of("480"), picker.heard);
        assertEquals(media(1), media(0).partner);
        lab.then(picker::confirmsEnd, caller::hangsUp, phone::confirmsEnd);
    }

    @Test
    void theTargetOfATransferCanBePickedUp() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        var agent = lab.rung();
        lab.then(agent::answers);
        var asked = FakeSip.Asked.blind(agent.events, AGENT);
        lab.run();
        var target = lab.rung();
        var picker = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8");
        assertEquals(List.of(200), asked.told);
        assertEquals(media(3), media(0).partner);
        lab.then(agent::confirmsEnd, target::confirmsEnd, caller::hangsUp, picker::confirmsEnd);
    }

    private FakeSip.Incoming callsAgent() {
        return lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, AGENT);
    }

    private FakeSip.Incoming replaces(String user, FakeSip.Outgoing phone) {
        var leg = new FakeSip.Incoming(new Caller.User(user), user, "");
        leg.replaces = phone.events;
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        return leg;
    }

    private void assertTaken(
            FakeSip.Incoming caller, FakeSip.Outgoing phone, FakeSip.Incoming picker) {
        assertEquals("Call completed elsewhere", phone.hungUp);
        assertEquals("200 [PCMU]", caller.heard.getLast());
        assertEquals(List.of("200 [PCMU]"), picker.heard);
        assertEquals(media(2), media(0).partner);
        assertEquals(1, lab.switchboard.liveCalls());
        lab.then(phone::confirmsEnd, caller::hangsUp, picker::confirmsEnd);
    }

    private FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }
}
