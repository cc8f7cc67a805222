package org.strowger.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private final ArrayDeque<Runnable> soon = new ArrayDeque<>();
    private final ArrayDeque<Runnable> other = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final Handover handover = new Handover(other::add, soon::add);

    @Test
    void aBatchWakesTheOtherThreadOnce() {
        handover.execute(() -> done.add("1"));
        handover.execute(() -> done.add("2"));
        assertEquals(1, soon.size());
        assertTrue(other.isEmpty());
        soon.remove().run();
        assertEquals(1, other.size());
        other.remove().run();
        assertEquals(List.of("1", "2"), done);
    }

    @Test
    void whatComesLaterIsAnnouncedAnew() {
        handover.execute(() -> done.add("1"));
        soon.remove().run();
        handover.execute(
                () -> done.add("2")); // Before the other thread has begun: with that batch.
        assertTrue(soon.isEmpty());
        other.remove().run();
        handover.execute(() -> done.add("3"));
        soon.remove().run();
        other.remove().run();
        assertEquals(List.of("1", "2", "3"), done);
    }

    @Test
    void aStepThatFailsCostsNoOther() {
        handover.execute(() -> {
            throw new IllegalStateException("a bug");
        });
        handover.execute(() -> done.add("2"));
        soon.remove().run();
        assertThrows(IllegalStateException.class, other.remove()::run);
        assertEquals(List.of(), done);
        other.remove().run();
        assertEquals(List.of("2"), done);
    }

    @Test
    void workForOneThatHasStoppedIsDropped() {
        var stopped =
                new Handover(
                        _ -> {
                            throw new RejectedExecutionException();
                        },
                        Runnable::run);
        stopped.execute(() -> done.add("never"));
        assertEquals(List.of(), done);
    }
}
