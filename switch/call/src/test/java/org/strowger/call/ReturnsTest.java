package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;

/** Who hung up while waiting and calls again. */
class ReturnsTest {

    private static final long MINUTE = 60_000_000;

    private final Returns returns = new Returns();

    @Test
    void whoComesBackInTimeHasThePlaceOnce() {
        returns.left("sales", "5551001", 7, MINUTE);
        assertEquals(0, returns.since("support", "5551001", MINUTE, MINUTE));
        assertEquals(0, returns.since("sales", "5551002", MINUTE, MINUTE));
        assertEquals(7, returns.since("sales", "5551001", MINUTE, 2 * MINUTE));
        assertEquals(0, returns.since("sales", "5551001", MINUTE, 2 * MINUTE));
    }

    @Test
    void whoComesTooLateHasNone() {
        returns.left("sales", "5551001", 7, MINUTE);
        assertEquals(0, returns.since("sales", "5551001", MINUTE, 2 * MINUTE + 1));
        assertEquals(0, returns.size());
    }

    @Test
    void aWithheldNumberIsNobodys() {
        returns.left("sales", "", 7, MINUTE);
        returns.left("sales", "Anonymous", 7, MINUTE);
        assertEquals(0, returns.size());
    }

    @Test
    void ofTooManyWhoLeftFirstIsForgotten() {
        for (int i = 0; i <= Returns.MOST; i++) {
            returns.left("sales", "n" + i, 7, MINUTE);
        }
        assertEquals(Returns.MOST, returns.size());
        assertEquals(0, returns.since("sales", "n0", MINUTE, MINUTE));
        assertEquals(7, returns.since("sales", "n1", MINUTE, MINUTE));
    }

    @Test
    void aCallerWhoHangsUpAndCallsAgainIsAheadOfWhoCameMeanwhile() {
        var lab = new Laboratory(new QueueService(Announcing.NONE, 5 * MINUTE));
        var first = lab.waits("5551001");
        lab.passes(Duration.ofSeconds(20));
        var second = lab.waits("5551002");
        lab.then(first::hangsUp);
        lab.passes(Duration.ofSeconds(30));
        var again = lab.waits("5551001");
        var since =
                lab.acdEvents.stream()
                        .filter(AcdEvent.CallQueued.class::isInstance)
                        .map(event -> ((AcdEvent.CallQueued) event).sinceMicros())
                        .toList();
        assertEquals(List.of(0L, 0L, 1_000_000_000L), since);
        lab.registers(Laboratory.AGENT);
        assertEquals("5551001", lab.rung().call.callerNumber());
        lab.then(lab.rung()::answers);
        lab.then(again::hangsUp, lab.rung()::confirmsEnd, second::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void whoWasAnsweredOrIsOfAQueueWithoutThatHasNoPlace() {
        var lab = new Laboratory(new QueueService(Announcing.NONE, 0));
        var first = lab.waits("5551001");
        lab.then(first::hangsUp);
        var again = lab.waits("5551001");
        assertEquals(
                2,
                lab.acdEvents.stream()
                        .filter(e -> e instanceof AcdEvent.CallQueued q && q.sinceMicros() == 0)
                        .count());
        lab.then(again::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void aRestartForgetsNobodyWhoseTimeHasNotPassed() {
        var before = new Laboratory(new QueueService(Announcing.NONE, 5 * MINUTE));
        var kept = new LinkedHashMap<String, Returns.Wait>();
        before.switchboard.restoreReturns(kept::put, List.of());
        var first = before.waits("5551001");
        before.passes(Duration.ofSeconds(20));
        before.then(first::hangsUp);
        var late = new Returns.Wait("support", "5551009", 5, 1_000_000_000 - 6 * MINUTE);
        var left = List.copyOf(kept.values());
        assertEquals(List.of("5551001"), left.stream().map(Returns.Wait::number).toList());

        var after = new Laboratory(new QueueService(Announcing.NONE, 5 * MINUTE));
        kept.put("support/5551009", late);
        after.switchboard.restoreReturns(kept::put, List.copyOf(kept.values()));
        assertEquals(Returns.Wait.NONE, kept.get("support/5551009"));
        var again = after.waits("5551001");
        assertEquals(Returns.Wait.NONE, kept.get("support/5551001"));
        var queued =
                (AcdEvent.CallQueued)
                        after.acdEvents.stream()
                                .filter(AcdEvent.CallQueued.class::isInstance)
                                .findFirst()
                                .orElseThrow();
        assertEquals(1_000_000_000, queued.sinceMicros());
        after.then(again::hangsUp);
        after.assertAtRest();
    }
}
