package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.sip.LegEnd;

/** An agent's phone dies while he talks with a caller from a queue. */
class LostAgentTest {

    private static final long QUIET = 2_000_000;

    private final Laboratory lab = new Laboratory();
    private FakeSip.Incoming caller;
    private FakeSip.Outgoing agent;

    @BeforeEach
    void theyTalk() {
        lab.registers(AGENT);
        caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        agent = lab.rung();
    }

    @Test
    void whoDoesNotAnswerIsLostAndTheCallerHearsSoAndIsServedFirst() {
        lab.waits("5551002"); // Waits since before.
        assertEquals(QUIET, media(1).tellsQuietAfter);
        lab.then(() -> media(1).events.quiet(QUIET));
        lab.passes(Duration.ofMillis(3_900));
        assertNull(agent.hungUp);
        lab.passes(Duration.ofMillis(200));
        assertEquals(List.of("phone lost", 102), List.of(agent.hungUp, agent.hungUpCause));
        assertTrue(media(0).did.contains("play en/agent-lost"), media(0).did::toString);
        assertFalse(caller.heard.contains("bye"), caller.heard::toString);
        assertEquals(1, lab.told(AcdEvent.AgentLost.class));
        lab.then(() -> media(0).events.played(media(0).playing));
        assertEquals("music", media(0).did.getLast());
        lab.registers(OTHER_AGENT);
        lab.then(lab.rung(OTHER_AGENT)::answers, caller::hangsUp);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals(
                List.of("5551001", "answered", OTHER_AGENT),
                List.of(cdr.caller(), cdr.outcome(), String.valueOf(cdr.agent())));
        assertEquals(102, cdr.legs().get(1).cause());
    }

    @Test
    void theAgentGetsNoCallUntilHeIsReadyAgain() {
        lab.then(() -> media(1).events.quiet(QUIET));
        lab.then(() -> agent.there(false));
        lab.then(() -> media(0).events.played(media(0).playing));
        lab.then(() -> lab.switchboard.unreachable(AGENT));
        lab.registers(AGENT);
        assertEquals(1, lab.sip.calls.size());
        lab.code(AGENT, "*14");
        assertEquals(2, lab.sip.calls.size());
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whoAnswersIsThereAndIsAskedAgain() {
        for (int i = 0; i < 3; i++) {
            lab.then(() -> media(1).events.quiet(QUIET));
            lab.then(() -> agent.there(true));
            lab.passes(Duration.ofSeconds(5));
        }
        assertNull(agent.hungUp);
        assertEquals(3, agent.asked);
        lab.then(caller::hangsUp, agent::confirmsEnd);
        lab.then(() -> agent.there(false)); // It comes late.
        lab.assertAtRest();
    }

    @Test
    void whatSipFindsOutIsALossToo() {
        lab.then(() -> agent.events.ended(new LegEnd(LegEnd.Cause.LOST, 0)));
        assertEquals(1, lab.told(AcdEvent.AgentLost.class));
        assertFalse(caller.heard.contains("bye"), caller.heard::toString);
        lab.then(caller::hangsUp);
        var cdr = lab.cdrs().getFirst();
        assertEquals(List.of("caller", "answered"), List.of(cdr.endedBy(), cdr.outcome()));
        assertEquals(102, cdr.legs().get(1).cause());
        lab.assertAtRest();
    }

    @Test
    void theRecordIsWrittenThoughTheDeadPhoneNeverConfirms() {
        lab.then(() -> media(1).events.quiet(QUIET), () -> agent.there(false));
        lab.then(caller::hangsUp);
        assertEquals(1, lab.cdrs().size());
        lab.then(agent::confirmsEnd);
        lab.assertAtRest();
    }

    private FakeMedia.Leg media(int leg) {
        return lab.media.legs.get(leg);
    }
}
