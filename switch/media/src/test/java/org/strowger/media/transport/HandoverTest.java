package org.strowger.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
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
    void whatWorkHoldsIsGivenBackWhenItIsDropped() {
        var stopped = new Handover(this::refuse, soon::add);
        stopped.execute(new Held());
        stopped.execute(() -> done.add("never"));
        soon.remove().run();
        stopped.execute(new Held());
        assertEquals(List.of("dropped", "dropped"), done);
    }

    private void refuse(Runnable step) {
        throw new RejectedExecutionException();
    }

    @Test
    void eachStepIsDoneOrDroppedWhenTheOtherThreadStopsMeanwhile() throws InterruptedException {
        int steps = 1_000;
        for (int round = 0; round < 50; round++) {
            var ended = new AtomicInteger();
            try (var thread = Executors.newSingleThreadExecutor()) {
                var racing = new Handover(thread, Runnable::run);
                var speaker =
                        new Thread(() -> {
                            for (int i = 0; i < steps; i++) {
                                racing.execute(new Counted(ended));
                            }
                        });
                speaker.start();
                while (ended.get() == 0) {
                    Thread.onSpinWait();
                }
                thread.shutdown();
                speaker.join();
            }
            assertEquals(steps, ended.get());
        }
    }

    private final class Held implements Handover.Held {
        @Override
        public void run() {
            done.add("run");
        }

        @Override
        public void drop() {
            done.add("dropped");
        }
    }

    private record Counted(AtomicInteger ended) implements Handover.Held {
        @Override
        public void run() {
            ended.incrementAndGet();
        }

        @Override
        public void drop() {
            ended.incrementAndGet();
        }
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
