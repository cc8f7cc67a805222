package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.call.Destination.Kind;
import org.strowger.ivr.QueueRequest;
import org.strowger.records.Cdr;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall;

/** Callers who would rather be called back than wait. */
class CallbackTest {

    private static final String CALLER = "0305551001";
    private static final long JOINED = 1_000_000_000;
    private static final Duration RETRY = Duration.ofSeconds(61);
    private static final Caller.Trunk TRUNK = new Caller.Trunk("peer");
    private static final OutgoingCall.Target CALLED =
            new OutgoingCall.Target.Trunk("peer", "305551001");

    private final Map<String, Callback> kept = new LinkedHashMap<>();

    private static CallbackRules rules(boolean agentFirst, int retries) {
        var rights = new UserRights(Set.of(), Set.of(Kind.NATIONAL), 1, 0, false);
        return new CallbackRules(rights, agentFirst, retries, 60_000_000, 600_000_000, 2, 3);
    }

    private Laboratory laboratory(boolean agentFirst) {
        return laboratory(agentFirst, 1);
    }

    private Laboratory laboratory(boolean agentFirst, int retries) {
        var lab = new Laboratory(new QueueService(Announcing.NONE, 0, rules(agentFirst, retries)));
        lab.switchboard.callbacks().keep(this::keep);
        return lab;
    }

    private void keep(String key, Callback now) {
        if (now.equals(Callback.NONE)) {
            kept.remove(key);
        } else {
            kept.put(key, now);
        }
    }

    /** Waits for 20 s, asks to be called back, and hangs up. */
    private static void books(Laboratory lab, Caller who, String from) {
        var leg = lab.dials(who, from, "4010");
        lab.then(() -> leg.events().confirmed());
        var media = lab.media.legs.getLast();
        lab.then(() -> media.pressed('2'));
        lab.passes(Duration.ofSeconds(20));
        lab.then(() -> media.pressed('3'));
        lab.then(leg::hangsUp);
        lab.passes(Duration.ofMillis(50));
    }

    private static void books(Laboratory lab) {
        books(lab, TRUNK, CALLER);
    }

    private static List<Long> since(Laboratory lab) {
        return lab.acdEvents.stream()
                .filter(AcdEvent.CallQueued.class::isInstance)
                .map(event -> ((AcdEvent.CallQueued) event).sinceMicros())
                .toList();
    }

    private Callback only() {
        assertEquals(1, kept.size());
        return kept.values().iterator().next();
    }

    private static List<CallbackState.Stage> stages(Laboratory lab) {
        return lab.switchboard.callbacks().list().stream().map(CallbackState::stage).toList();
    }

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

    // ---- who may, and when not ----

    @Test
    void whoCallsInNeedNotBeCalledAndHasThePlace() {
        var lab = laboratory(true);
        books(lab);
        var leg = lab.waits(CALLER);
        assertEquals(Map.of(), kept);
        assertEquals(List.of(0L, JOINED, JOINED), since(lab));
        assertEquals(1, lab.switchboard.liveCalls());
        assertEquals("called-in", lab.cdrs().getLast().queueLeft());
        lab.then(leg::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void whoCallsInWhileHisPhoneIsCalledIsNotCalledAnyMore() {
        var lab = laboratory(true);
        books(lab);
        lab.registers(AGENT);
        var agent = lab.rung(AGENT);
        lab.then(agent::answers);
        var called = lab.rung();
        var leg = lab.waits(CALLER);
        assertEquals("the caller need not be called", called.hungUp);
        lab.then(called::confirmsEnd, agent::confirmsEnd);
        assertEquals(Map.of(), kept);
        lab.passes(Duration.ofSeconds(3));
        lab.then(() -> lab.rung(AGENT).answers());
        assertEquals(3, lab.sip.calls.size());
        lab.then(leg::hangsUp, () -> lab.rung(AGENT).confirmsEnd());
        lab.assertAtRest();
    }

    @Test
    void nobodyIsCalledWhoMayNotBe() {
        var lab = laboratory(true);
        books(lab, TRUNK, "");
        books(lab, TRUNK, "anonymous");
        books(lab, TRUNK, "4711001"); // No number of the outside.
        books(lab, TRUNK, "00447700900123"); // International, which the class does not allow.
        books(lab, TRUNK, "030555;1001");
        books(lab, new Caller.Anonymous(), CALLER);
        books(lab, new Caller.User("1003"), CALLER);
        assertEquals(Map.of(), kept);
        lab.assertAtRest();
    }

    @Test
    void aNumberMayBookOnlySoOftenADay() {
        var lab = laboratory(true);
        for (int i = 0; i < 2; i++) {
            books(lab); // Drops the first, as a caller who calls in, and books anew.
            assertEquals(1, kept.size());
        }
        books(lab);
        assertEquals(Map.of(), kept);
        lab.passes(Duration.ofDays(1));
        books(lab);
        assertEquals(1, kept.size());
        lab.switchboard.callbacks().cancel("support", CALLER);
        lab.run();
        lab.assertAtRest();
    }

    @Test
    void oneThatIsTooOldIsGivenUp() {
        var lab = laboratory(true, 9);
        books(lab);
        lab.then(lab.wheel::size);
        lab.spoolIsFull = true; // No room for any call.
        lab.switchboard.callbacks().close();
        assertEquals(1, kept.size());
        var again = laboratory(true, 9);
        again.spoolIsFull = true;
        again.switchboard.callbacks().restore(List.copyOf(kept.values()));
        again.passes(Duration.ofMinutes(9));
        assertEquals(1, kept.size());
        again.passes(Duration.ofMinutes(2));
        assertEquals(Map.of(), kept);
        again.assertAtRest();
    }

    // ---- a restart ----

    @Test
    void whatWasBookedOutlivesARestart() {
        var lab = laboratory(true);
        var asked = QueueRequest.of(7);
        var booked =
                new Callback(
                        "support",
                        "n1-1-1",
                        CALLER,
                        "4000",
                        "en",
                        asked,
                        5,
                        JOINED + 30_000_000,
                        JOINED + 900_000_000,
                        1);
        var other =
                new Callback("gone", "n1-1-2", CALLER, "4000", "en", asked, 5, 0, JOINED * 2, 0);
        kept.put(booked.key(), booked);
        kept.put(other.key(), other);
        lab.switchboard.callbacks().restore(List.of(booked, other));
        assertEquals(List.of(booked.key()), List.copyOf(kept.keySet()));
        assertEquals(List.of(CallbackState.Stage.BOOKED), stages(lab));
        lab.registers(AGENT);
        lab.passes(Duration.ofSeconds(29));
        assertEquals(List.of(), lab.sip.calls);
        lab.passes(Duration.ofSeconds(2));
        lab.then(() -> lab.rung(AGENT).answers());
        assertEquals("4000", lab.rung().call.callerNumber());
        assertEquals(2, only().attempts(), "kept before the INVITE leaves");
        lab.then(() -> lab.rung().answers());
        var queued =
                lab.acdEvents.stream()
                        .filter(AcdEvent.CallQueued.class::isInstance)
                        .map(AcdEvent.CallQueued.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals(7, queued.priority());
        assertEquals(5, queued.sinceMicros());
        assertEquals(Map.of(), kept, "a switch that dies now calls no more");
        lab.then(() -> lab.rung().hangsUp(), () -> lab.rung(AGENT).confirmsEnd());
        lab.assertAtRest();
    }

    @Test
    void aSwitchThatStopsKeepsWhatIsBooked() {
        var lab = laboratory(true);
        books(lab);
        lab.then(lab.switchboard::drain);
        lab.then(() -> lab.switchboard.endAll("the switch stops"));
        assertEquals(0, lab.switchboard.liveCalls());
        assertEquals(0, only().attempts());
    }
}
