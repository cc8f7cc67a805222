package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.call.FakeSip.Asked;
import org.strowger.records.Cdr;
import org.strowger.sip.Caller;

/**
 * Callers who are transferred into a queue where others wait: place and priority are those of the
 * agent who stood there for them, or their own from before, and so are the keys that they pressed.
 */
class KeptPlaceTest {

    private static final String CALLER = "5551001";
    private static final String EARLIER = "5551002";
    private static final String LATER = "5551003";

    private final Laboratory lab = new Laboratory();

    /** Wrap-up is over then. */
    private static final Duration WRAP_UP = Duration.ofSeconds(3);

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    /** Somebody who has pressed a key of the menu. */
    private FakeSip.Incoming chooses(Caller who, String from, char key) {
        var leg = lab.dials(who, from, "4010");
        lab.then(() -> leg.events().confirmed());
        lab.then(() -> lab.media.legs.getLast().pressed(key));
        return leg;
    }

    /** A caller who has pressed that key, and with whom the agent talks. */
    private FakeSip.Incoming talks(char key) {
        lab.registers(AGENT);
        var caller = chooses(new Caller.Trunk("peer"), CALLER, key);
        lab.then(lab.rung()::answers);
        return caller;
    }

    private List<Integer> priorities() {
        return lab.acdEvents.stream()
                .filter(AcdEvent.CallQueued.class::isInstance)
                .map(event -> ((AcdEvent.CallQueued) event).priority())
                .toList();
    }

    private Cdr recordOf(String caller) {
        return lab.cdrs().stream()
                .filter(cdr -> cdr.caller().equals(caller))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** Both who wait are offered in turn: to the other agent first, then to the first one. */
    private void assertServed(String first, String second) {
        lab.registers(OTHER_AGENT);
        var one = lab.rung();
        assertEquals(OTHER_AGENT, one.user());
        assertEquals(first, one.call.callerNumber());
        lab.then(one::answers);
        lab.passes(WRAP_UP);
        var two = lab.rung();
        assertEquals(AGENT, two.user());
        assertEquals(second, two.call.callerNumber());
        lab.then(two::answers);
    }

    @Test
    void theCallerIsServedInTheAgentsPlaceBehindWhoCameEarlier() {
        var caller = talks('2');
        var agent = lab.rung();
        var earlier = lab.waits(EARLIER);
        var consultation = chooses(new Caller.User(AGENT), AGENT, '2');
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertEquals(List.of(0, 0, 0), priorities());
        assertServed(EARLIER, CALLER);
        lab.then(earlier::hangsUp, caller::hangsUp);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd, lab.rung(AGENT)::confirmsEnd);
        assertEquals("2", recordOf(CALLER).keys());
    }

    @Test
    void theCallerIsServedInTheAgentsPlaceBeforeWhoCameLater() {
        var caller = talks('2');
        var agent = lab.rung();
        var consultation = chooses(new Caller.User(AGENT), AGENT, '2');
        var later = lab.waits(LATER);
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertServed(CALLER, LATER);
        lab.then(later::hangsUp, caller::hangsUp);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd, lab.rung(AGENT)::confirmsEnd);
        assertEquals("2", recordOf(CALLER).keys());
    }

    @Test
    void theAgentsPriorityIsTheCallersBeforeWhoWaitedLonger() {
        var caller = talks('2');
        var agent = lab.rung();
        var earlier = lab.waits(EARLIER);
        var consultation = chooses(new Caller.User(AGENT), AGENT, '1');
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        assertEquals(List.of(0, 0, Laboratory.URGENT), priorities());
        assertServed(CALLER, EARLIER);
        lab.then(earlier::hangsUp, caller::hangsUp);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd, lab.rung(AGENT)::confirmsEnd);
        assertEquals("2", recordOf(CALLER).keys(), "his own, and not the agent's");
        assertEquals("support", recordOf(CALLER).queue());
        assertEquals(OTHER_AGENT, recordOf(CALLER).agent());
    }

    @Test
    void whoIsSentIntoAQueueKeepsThePriorityAndTheKeysFromBefore() {
        var caller = talks('1');
        var agent = lab.rung();
        var earlier = lab.waits(EARLIER);
        var asked = Asked.blind(agent.events, "4002");
        lab.run();
        assertEquals(List.of(200), asked.told);
        lab.then(agent::confirmsEnd);
        assertEquals(List.of(Laboratory.URGENT, 0, Laboratory.URGENT), priorities());
        assertServed(CALLER, EARLIER);
        lab.then(earlier::hangsUp, caller::hangsUp);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd, lab.rung(AGENT)::confirmsEnd);
        assertEquals("1", recordOf(CALLER).keys());
        assertEquals(OTHER_AGENT, recordOf(CALLER).agent());
    }
}
