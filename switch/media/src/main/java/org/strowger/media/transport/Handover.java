package org.strowger.media.transport;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work that threads have for another one, handed over in batches: to wake a thread costs more than
 * most of what it is woken for. What one thread hands over is done in its order.
 */
final class Handover implements Executor {

    /** Work with something that has to be given back, even if nobody does the work. */
    interface Held extends Runnable {

        /** In place of {@link #run}, on any thread: the other one has stopped. */
        void drop();
    }

    private final ConcurrentLinkedQueue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announced = new AtomicBoolean();
    private final Executor other;
    private final Executor soon;
    private final Runnable announcement = this::announce;
    private final Runnable drain = this::drain;
    private volatile boolean stopped;

    /**
     * Nothing handed over yet.
     *
     * @param other runs the work on its thread; work is dropped once it refuses
     * @param soon runs, on the thread that hands over, what wakes the other: at once, or when that
     *     thread has nothing more to do
     */
    Handover(Executor other, Executor soon) {
        this.other = other;
        this.soon = soon;
    }

    @Override
    public void execute(Runnable step) {
        work.offer(step);
        if (stopped) { // Asked after the offer: else a step could stay here, and what it holds.
            drop();
        } else if (!announced.get() && announced.compareAndSet(false, true)) {
            soon.execute(announcement);
        }
    }

    private void announce() {
        try {
            other.execute(drain);
        } catch (RejectedExecutionException _) {
            stopped = true; // For ever, and with it what the work was for.
            drop();
        }
    }

    private void drop() {
        for (var step = work.poll(); step != null; step = work.poll()) {
            if (step instanceof Held held) {
                held.drop();
            }
        }
    }

    /** Who hands over behind the last step of a batch announces anew. */
    private void drain() {
        announced.set(false);
        try {
            for (var step = work.poll(); step != null; step = work.poll()) {
                step.run();
            }
        } finally {
            if (!work.isEmpty() && announced.compareAndSet(false, true)) {
                announce(); // A step has failed: the others are still to be done.
            }
        }
    }
}
