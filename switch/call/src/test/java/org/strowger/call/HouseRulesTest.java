package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.call.RefusedCalls.Cause;
import org.strowger.sip.Caller;

/** Callers who are blocked, calls that may not be longer, and answers that come with the agent. */
class HouseRulesTest {

    private final Laboratory lab = new Laboratory();

    @Test
    void aBlockedCallerIsDeclinedAndOthersAreServed() {
        var list = lab.switchboard.blockList();
        var kept = new ArrayList<String>();
        list.keep((number, blocked) -> kept.add(number + " " + blocked));
        assertTrue(list.set("5551*", true));
        assertTrue(list.set("5552001", true));
        assertTrue(list.set("5552001", true));
        assertFalse(list.set("no number", true));
        assertEquals(List.of("603"), lab.dials("5551001", "4002").heard);
        assertEquals(List.of("603"), lab.dials("5552001", "4002").heard);
        assertEquals(2, lab.switchboard.refusedCalls().of(Cause.BLOCKED));
        assertEquals("rejected", lab.cdrs().getFirst().outcome());
        list.set("5551*", false);
        var served = lab.waits("5551001");
        assertTrue(served.heard.getFirst().startsWith("200"), served.heard::toString);
        assertEquals(List.of("5551* true", "5552001 true", "5551* false"), kept);
        assertEquals(List.of("5552001"), list.numbers());
        lab.then(served::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void usersOfOurOwnAreAlwaysServed() {
        lab.switchboard.blockList().restore(List.of(AGENT, "1*"));
        var served = lab.dials(new Caller.User(AGENT), AGENT, "4004");
        assertTrue(served.heard.getFirst().startsWith("200"), served.heard::toString);
        lab.then(served::hangsUp);
    }

    @Test
    void aCallToANumberWithALimitEndsThere() {
        var caller = lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, "4014");
        lab.then(() -> caller.events().confirmed());
        lab.passes(Duration.ofSeconds(59));
        assertFalse(caller.heard.contains("bye"), caller.heard::toString);
        lab.passes(Duration.ofSeconds(2));
        assertTrue(caller.heard.contains("bye"), caller.heard::toString);
        lab.then(caller::confirmsEnd);
        assertEquals("switch", lab.cdrs().getFirst().endedBy());
        lab.assertAtRest();
    }

    @Test
    void aConversationFromAQueueWithALimitEndsThere() {
        var limited = new Laboratory(Duration.ofSeconds(30));
        limited.registers(AGENT);
        var caller = limited.waits("5551001");
        limited.passes(Duration.ofSeconds(10));
        limited.then(limited.rung()::answers);
        limited.passes(Duration.ofSeconds(29));
        assertNull(limited.rung().hungUp);
        limited.passes(Duration.ofSeconds(2));
        assertEquals("the call may be no longer", limited.rung().hungUp);
        limited.then(caller::confirmsEnd, limited.rung()::confirmsEnd);
        limited.assertAtRest();
    }

    @Test
    void whereTheAnswerComesWithTheAgentsTheCallerHearsMusicBefore() {
        var caller = lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, "4013");
        assertTrue(caller.heard.getFirst().startsWith("183"), caller.heard::toString);
        assertEquals("music", lab.media.legs.getFirst().did.getLast());
        assertFalse(caller.heard.stream().anyMatch(h -> h.startsWith("200")));
        lab.registers(AGENT);
        lab.then(lab.rung()::answers);
        assertTrue(caller.heard.getLast().startsWith("200"), caller.heard::toString);
        lab.then(() -> caller.events().confirmed(), caller::hangsUp, lab.rung()::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        lab.assertAtRest();
    }

    @Test
    void whoLeavesBeforeThatHasAbandonedTheCallAndWasNeverAnswered() {
        var caller = lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, "4013");
        lab.then(caller::cancels);
        var cdr = lab.cdrs().getFirst();
        assertEquals(List.of("abandoned", 0L), List.of(cdr.outcome(), cdr.switchAnsweredMicros()));
        lab.assertAtRest();
    }
}
