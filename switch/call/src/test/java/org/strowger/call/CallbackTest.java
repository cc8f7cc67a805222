package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.records.Cdr;

/** Callers who would rather be called back than wait. */
class CallbackTest extends CallbackScene {
    // ---- agent first ----

    @Test
    void thePlaceIsKeptAndTheCallerIsCalledWhenAnAgentIsThere() {
        var lab = laboratory(true);
        books(lab);
        var asked = lab.cdrs().getFirst();
        assertEquals("callback", asked.queueLeft());
        assertEquals("script", asked.outcome());
        assertEquals(List.of(0L, JOINED), since(lab));
        assertEquals(asked.id(), only().origin());
        assertEquals(List.of(), lab.sip.calls);
        assertEquals(List.of(CallbackState.Stage.WAITING), stages(lab));

        lab.registers(AGENT);
        var agent = lab.rung(AGENT);
        assertEquals(CALLER, agent.call.callerNumber());
        lab.then(agent::answers);
        var caller = lab.rung();
        assertEquals(CALLED, caller.call.target());
        assertEquals("4010", caller.call.callerNumber());
        assertEquals(List.of(CallbackState.Stage.CALLING), stages(lab));
        var agents = lab.media.legs.getLast();
        assertEquals("tone/ringback", agents.did.getLast());
        assertEquals(null, agents.partner);
        assertEquals(1, only().attempts());
        lab.then(caller::answers);
        assertEquals(Map.of(), kept);
        assertEquals(lab.media.legs.get(lab.media.legs.size() - 2), agents.partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);

        var record = lab.cdrs().getLast();
        assertEquals(CALLER, record.caller());
        assertEquals(AGENT, record.agent());
        assertEquals("support", record.queue());
        assertEquals("answered", record.outcome());
        assertEquals("caller", record.endedBy());
        assertEquals(asked.id(), record.callbackOf());
        assertEquals(List.of("out-1", "out-0"), calls(record));
        lab.passes(RETRY);
        assertEquals(2, lab.sip.calls.size());
        lab.assertAtRest();
    }

    private static List<String> calls(Cdr record) {
        return record.legs().stream().map(Cdr.Leg::sipCallId).toList();
    }

    @Test
    void whoIsBusyIsTriedAgainAndThenGivenUp() {
        var lab = laboratory(true);
        books(lab);
        lab.registers(AGENT);
        for (int i = 1; i <= 2; i++) {
            var agent = lab.rung(AGENT);
            lab.then(agent::answers);
            assertEquals(i, only().attempts());
            lab.then(() -> lab.rung().rejects(486), agent::confirmsEnd);
            assertEquals("failed", lab.cdrs().getLast().outcome());
            assertEquals("switch", lab.cdrs().getLast().endedBy());
            assertEquals(2 * i, lab.sip.calls.size());
            lab.passes(RETRY);
        }
        assertEquals(Map.of(), kept);
        assertEquals(4, lab.sip.calls.size());
        lab.passes(RETRY);
        assertEquals(4, lab.sip.calls.size());
        lab.assertAtRest();
    }

    @Test
    void whoDeclinesIsNotCalledAgain() {
        var lab = laboratory(true);
        books(lab);
        lab.registers(AGENT);
        var agent = lab.rung(AGENT);
        lab.then(agent::answers);
        lab.then(() -> lab.rung().rejects(603), agent::confirmsEnd);
        assertEquals(Map.of(), kept);
        lab.assertAtRest();
    }

    @Test
    void anAgentWhoDoesNotAnswerCostsNoAttempt() {
        var lab = laboratory(true);
        books(lab);
        lab.registers(AGENT);
        lab.then(() -> lab.rung(AGENT).rejects(486));
        assertEquals(0, only().attempts());
        assertEquals(1, lab.switchboard.liveCalls());
        assertTrue(lab.switchboard.callbacks().cancel("support", CALLER));
        assertFalse(lab.switchboard.callbacks().cancel("support", CALLER));
        lab.run();
        assertEquals(Map.of(), kept);
        assertEquals("cancelled", lab.cdrs().getLast().queueLeft());
        lab.assertAtRest();
    }

    @Test
    void anAgentWhoLeavesBeforeTheCallerAnswersIsReplacedLater() {
        var lab = laboratory(true);
        books(lab);
        lab.registers(AGENT);
        var agent = lab.rung(AGENT);
        lab.then(agent::answers);
        var caller = lab.rung();
        lab.then(agent::hangsUp);
        assertEquals("the other side has left", caller.hungUp);
        lab.then(caller::confirmsEnd);
        assertEquals(1, only().attempts());
        lab.passes(RETRY);
        lab.then(() -> lab.rung(AGENT).answers(), () -> lab.rung().answers());
        assertEquals(Map.of(), kept);
        lab.then(() -> lab.rung().hangsUp(), () -> lab.rung(AGENT).confirmsEnd());
        assertEquals(List.of(0L, JOINED, JOINED), since(lab));
        lab.assertAtRest();
    }

    @Test
    void aTrunkThatIsFullCostsNoAttemptAndNoHaste() {
        var lab = laboratory(true, 0);
        books(lab);
        lab.registers(AGENT);
        for (int i = 0; i < 3; i++) {
            var agent = lab.rung(AGENT);
            lab.then(agent::answers);
            int calls = lab.sip.calls.size();
            lab.then(() -> lab.rung().rejects(503), agent::confirmsEnd);
            assertEquals(0, only().attempts());
            lab.passes(Duration.ofSeconds(58));
            assertEquals(calls, lab.sip.calls.size());
            lab.passes(Duration.ofSeconds(3));
        }
        lab.switchboard.callbacks().cancel("support", CALLER);
        lab.then(() -> lab.rung(AGENT).confirmsEnd());
        lab.assertAtRest();
    }

    @Test
    void noMoreAreCalledAtATimeThanTheClassAllows() {
        var lab = laboratory(true);
        books(lab);
        books(lab, TRUNK, "0305551002");
        lab.registers(AGENT, Laboratory.OTHER_AGENT);
        lab.then(() -> lab.rung(AGENT).answers());
        var caller = lab.rung();
        lab.then(() -> lab.rung(Laboratory.OTHER_AGENT).answers());
        assertEquals(caller, lab.rung(), "nobody else is called");
        lab.then(() -> lab.rung(Laboratory.OTHER_AGENT).confirmsEnd());
        assertEquals(2, kept.size());
        lab.then(caller::answers, caller::hangsUp, () -> lab.rung(AGENT).confirmsEnd());
        lab.passes(RETRY);
        var agent = lab.rung();
        lab.then(agent::answers, () -> lab.rung().answers());
        lab.then(() -> lab.rung().hangsUp(), agent::confirmsEnd);
        assertEquals(Map.of(), kept);
        lab.assertAtRest();
    }

    // ---- caller first ----

    @Test
    void theCallerMayBeCalledFirstAndIsThenNextInTheLine() {
        var lab = laboratory(false);
        books(lab);
        assertEquals(List.of(), lab.sip.calls);
        lab.registers(AGENT);
        assertEquals(1, lab.sip.calls.size());
        var caller = lab.rung();
        assertEquals(CALLED, caller.call.target());
        lab.then(caller::answers);
        var heard = lab.media.legs.getLast();
        assertEquals("play en/callback-hello", heard.did.getLast());
        assertEquals(1, lab.sip.calls.size());
        lab.then(() -> heard.pressed('1'));
        assertEquals(Map.of(), kept);
        assertEquals(List.of(0L, JOINED, JOINED), since(lab));
        var agent = lab.rung(AGENT);
        lab.then(agent::answers);
        assertEquals(heard, lab.media.legs.getLast().partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
        var record = lab.cdrs().getLast();
        assertEquals(AGENT, record.agent());
        assertEquals("answered", record.outcome());
        lab.assertAtRest();
    }

    @Test
    void aMachineThatAnswersPressesNoKeyAndIsNobody() {
        var lab = laboratory(false, 0);
        books(lab);
        lab.registers(AGENT);
        var caller = lab.rung();
        lab.then(caller::answers);
        var heard = lab.media.legs.getLast();
        for (int i = 0; i < 3; i++) {
            lab.then(() -> heard.events.played(heard.playing));
            lab.passes(Duration.ofSeconds(6));
        }
        assertEquals("the script has ended", caller.hungUp);
        lab.then(caller::confirmsEnd);
        assertEquals(Map.of(), kept);
        assertEquals("script", lab.cdrs().getLast().outcome());
        assertEquals(1, lab.sip.calls.size());
        lab.assertAtRest();
    }

    @Test
    void aPhoneThatRingsForLongIsGivenUp() {
        var lab = laboratory(false);
        books(lab);
        lab.registers(AGENT);
        var caller = lab.rung();
        lab.then(caller::rings);
        lab.passes(Duration.ofSeconds(41));
        assertEquals("No answer", caller.hungUp);
        lab.then(caller::confirmsEnd);
        assertEquals(1, only().attempts());
        assertEquals("failed", lab.cdrs().getLast().outcome());
        lab.passes(RETRY);
        lab.then(() -> lab.rung().rejects(480));
        assertEquals(Map.of(), kept);
        lab.assertAtRest();
    }
}
