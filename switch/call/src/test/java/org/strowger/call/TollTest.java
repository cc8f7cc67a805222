package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall.Target;

/** Calls of users to the outside: what their class allows, and how many. */
class TollTest {

    private static final Caller THE_AGENT = new Caller.User(AGENT);

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void theClassSaysWhatMayBeDialled() {
        var national = lab.dials(THE_AGENT, AGENT, "030123");
        assertEquals(new Target.Trunk("peer", "30123"), lab.rung().call.target());
        lab.then(national::cancels, lab.rung()::confirmsEnd);
        assertEquals(List.of("404"), lab.dials(new Caller.User(OTHER_AGENT), "", "030123").heard);
        assertEquals(List.of("404"), lab.dials(new Caller.Trunk("peer"), "", "030123").heard);
        assertEquals(List.of("404"), lab.dials(new Caller.Anonymous(), "", "030123").heard);
    }

    @Test
    void oneCallTooManyIsRefusedAndCounted() {
        var first = lab.dials(THE_AGENT, AGENT, "030123");
        var second = lab.dials(THE_AGENT, AGENT, "030124");
        var third = lab.dials(THE_AGENT, AGENT, "030125");
        assertEquals(List.of("503"), third.heard);
        assertEquals(1, lab.switchboard.refusedCalls().of(RefusedCalls.Cause.TOLL_LIMIT));
        assertEquals(2, lab.sip.calls.size());
        lab.then(third::confirmsEnd, first::cancels, lab.sip.calls.get(0)::confirmsEnd);
        var fourth = lab.dials(THE_AGENT, AGENT, "030125");
        assertEquals(3, lab.sip.calls.size());
        lab.then(second::cancels, lab.sip.calls.get(1)::confirmsEnd);
        lab.then(fourth::cancels, lab.sip.calls.get(2)::confirmsEnd);
    }

    @Test
    void costlyCallsHaveALimitOfTheirOwn() {
        var first = lab.dials(THE_AGENT, AGENT, "004411");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        var second = lab.dials(THE_AGENT, AGENT, "004412");
        assertEquals(List.of("503"), second.heard);
        var national = lab.dials(THE_AGENT, AGENT, "030123");
        assertEquals(2, lab.sip.calls.size());
        lab.then(second::confirmsEnd, national::cancels, lab.rung()::confirmsEnd);
        lab.then(first::hangsUp, carrier::confirmsEnd);
    }

    @Test
    void aNumberOfThePlanIsForWhomTheClassAllowsItsKind() {
        for (var number : List.of("4008", "*5")) {
            var allowed = lab.dials(THE_AGENT, AGENT, number);
            lab.then(allowed::cancels, lab.rung()::confirmsEnd);
            var other = new Caller.User(OTHER_AGENT);
            assertEquals(List.of("404"), lab.dials(other, OTHER_AGENT, number).heard);
            assertEquals(List.of("404"), lab.dials(new Caller.Anonymous(), "", number).heard);
        }
        assertEquals(List.of("404"), lab.dials(new Caller.Trunk("peer"), "", "*5").heard);
        assertEquals(2, lab.sip.calls.size());
        assertEquals(
                403, lab.switchboard.change(OTHER_AGENT, UserChange.FORWARD, "4008"), "nor so");
    }

    @Test
    void aNumberOfThePlanCountsAsWhatItCosts() {
        var first = lab.dials(THE_AGENT, AGENT, "4008");
        assertEquals(new Target.Trunk("peer", "4412"), lab.rung().call.target());
        var costly = lab.dials(THE_AGENT, AGENT, "4008");
        assertEquals(List.of("503"), costly.heard);
        lab.then(costly::confirmsEnd);
        var second = lab.dials(THE_AGENT, AGENT, "*5");
        assertEquals(2, lab.sip.calls.size());
        lab.then(first::cancels, lab.sip.calls.get(0)::confirmsEnd);
        lab.then(second::cancels, lab.sip.calls.get(1)::confirmsEnd);
    }

    @Test
    void aCallOfATrunkToANumberOfThePlanIsNoUsers() {
        var caller = lab.dials(new Caller.Trunk("peer"), "", "4008");
        assertEquals(new Target.Trunk("peer", "4412"), lab.rung().call.target());
        assertEquals(0, lab.switchboard.payers());
        lab.then(caller::cancels, lab.rung()::confirmsEnd);
    }

    @Test
    void aTransferToTheOutsideIsTheTransferorsCall() {
        var outside = lab.dials(THE_AGENT, AGENT, "004411");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        var inside = lab.dials(THE_AGENT, AGENT, OTHER_AGENT);
        var colleague = lab.rung();
        lab.then(colleague::answers);
        var asked = FakeSip.Asked.blind(inside.events(), "004412");
        lab.run();
        assertEquals(List.of(503), asked.told);
        lab.then(inside::hangsUp, colleague::confirmsEnd, outside::hangsUp, carrier::confirmsEnd);
    }
}
