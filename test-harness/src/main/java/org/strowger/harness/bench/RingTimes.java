package org.strowger.harness.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.ring.AcdRing;
import org.strowger.acd.ring.Journal;

/**
 * How long it takes from publishing an event to the offer that it leads to, through the ring, with
 * the journal beside. Events come at a fixed rate, a small part of what the distributor takes, and
 * like signalling's in little batches: the publisher sleeps, wakes, and publishes what is due. Time
 * counts from its waking, also for what waits for room on the ring; how late it wakes is not the
 * ring's. It does not spin: three busy threads on two cores would measure the scheduler.
 */
final class RingTimes {

    private static final long FILE_LIMIT = 1L << 30;

    private final List<AcdEvent> events = new ArrayList<>();
    private final Histogram times = new Histogram(3);
    private final int filled;
    private final long[] publishedNanos;
    private int handled; // Of the thread acd.
    private int counted; // Of the thread acd.

    RingTimes(int agents, int waiting, int number) {
        var centre = new BusyCentre(agents, waiting, events::add, Integer.MAX_VALUE);
        filled = events.size();
        centre.pass(number);
        publishedNanos = new long[events.size()];
    }

    /**
     * Publishes all.
     *
     * @param rate events a second
     * @param warmUp how many of them are not counted
     */
    Histogram at(int rate, int warmUp, Path folder) {
        counted = filled + warmUp;
        var distributor = new Distributor();
        events.subList(0, filled).forEach(distributor::handle);
        System.gc(); // Callers as old as those who wait for half an hour.
        handled = filled - 1;
        long step = TimeUnit.SECONDS.toNanos(1) / rate;
        try (var journal = Journal.in(folder, FILE_LIMIT, 1);
                var ring =
                        new AcdRing(
                                AcdRing.SLOTS, distributor, e -> heard(journal, e), this::told)) {
            long due = System.nanoTime();
            long awake = due;
            for (int i = filled; i < events.size(); i++) {
                due += step;
                while (awake - due < 0) {
                    LockSupport.parkNanos(due - awake);
                    awake = System.nanoTime();
                }
                publishedNanos[i] = awake;
                while (!ring.tryPublish(events.get(i))) {
                    Thread.onSpinWait();
                }
            }
        }
        return times;
    }

    private void heard(Journal journal, AcdEvent event) {
        handled++;
        journal.accept(event);
    }

    private void told(AcdCommand command) {
        if (command instanceof AcdCommand.Offer && handled >= counted) {
            times.recordValue(System.nanoTime() - publishedNanos[handled]);
        }
    }
}
