package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.ivr.QueueRequest;
import org.strowger.sip.Caller;

/** Who is called back, and when not; and what a restart leaves of it. */
class CallbackRulesTest extends CallbackScene {
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

    private static Callback kept(String queue, long due) {
        var asked = QueueRequest.of(7);
        long until = JOINED + 900_000_000;
        return new Callback(queue, "n1-1-1", CALLER, "4000", "en", asked, 5, due, until, 1);
    }

    @Test
    void whatWasBookedOutlivesARestart() {
        var lab = laboratory(true);
        var booked = kept("support", JOINED + 30_000_000);
        var other = kept("gone", 0);
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
