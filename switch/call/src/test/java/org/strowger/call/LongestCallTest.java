package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A phone that vanished without a BYE holds its call no longer than the longest call. */
class LongestCallTest {

    private static final Duration LONGEST = Duration.ofMinutes(Laboratory.LONGEST_CALL_MINUTES);
    private static final Duration TICK = Duration.ofMillis(100);

    private final Laboratory lab = new Laboratory();
    private final int timersAtRest = lab.wheel.size();

    @Test
    void aConversationIsEndedByTheSwitchAndStaysAnswered() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        lab.passes(LONGEST.minus(TICK));
        assertFalse(caller.heard.contains("bye"), caller.heard.toString());
        lab.passes(TICK.plus(TICK));
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        assertEquals("the call may be no longer", lab.rung().hungUp);
        assertEquals(List.of(31, 31), List.of(caller.hungUpCause, lab.rung().hungUpCause));
        lab.then(caller::confirmsEnd, lab.rung()::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals(List.of("switch", "answered"), List.of(cdr.endedBy(), cdr.outcome()));
        assertEquals(0, lab.switchboard.liveCalls());
        assertEquals(0, lab.switchboard.acdEntries());
        assertEquals(timersAtRest, lab.wheel.size());
    }

    @Test
    void aCallerWhoWaitsSoLongHasAbandoned() {
        var caller = lab.waits("5551001");
        lab.passes(LONGEST.plus(TICK));
        lab.then(caller::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals(List.of("switch", "abandoned"), List.of(cdr.endedBy(), cdr.outcome()));
        assertEquals(0, lab.switchboard.acdEntries());
        assertEquals(timersAtRest, lab.wheel.size());
    }

    @Test
    void aCallHasOneTimerAndItGoesWithTheCall() {
        var caller = lab.dials("5551001", "4004");
        lab.then(() -> caller.events().confirmed());
        assertEquals(timersAtRest + 1, lab.wheel.size());
        lab.then(caller::hangsUp);
        assertEquals(timersAtRest, lab.wheel.size());
        lab.passes(LONGEST.plus(TICK));
        assertEquals(1, lab.cdrs().size());
    }
}
