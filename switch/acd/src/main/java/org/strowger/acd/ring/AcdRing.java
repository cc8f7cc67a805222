package org.strowger.acd.ring;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.acd.AcdCensus;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdPort;
import org.strowger.acd.Distributor;
import org.strowger.acd.WaitFigures;
import org.strowger.acd.Watchdog;

/**
 * The one way into a running distributor, and its thread. Only one thread may publish: signalling.
 *
 * <p>What the distributor counts is published here after each event, for any thread to read.
 */
public final class AcdRing implements AcdPort, AutoCloseable {

    /** Eight seconds of backlog at 1,000 events a second. */
    public static final int SLOTS = 8_192;

    /**
     * A census is at most so old while time passes. It costs a look at each queue; how many agents
     * and callers there are does not matter.
     */
    private static final long CENSUS_MICROS = 250_000;

    /** The same of how callers wait. */
    private static final long WAITS_MICROS = 2_000_000;

    /** Pairs of a waiting call and a ready agent that are looked at without being asked. */
    private static final long CHEAP_LOOK = 100_000;

    /** Of callers whom the watchdog tells so many are logged, and then the 128th, the 256th, ... */
    private static final int MISSED_TOLD = 100;

    private static final Logger LOG = LoggerFactory.getLogger(AcdRing.class);

    private final Distributor distributor;
    private final Consumer<? super AcdEvent> journal;
    private final Consumer<? super AcdCommand> output;
    private final Supplier<List<Watchdog.Missed>> watchdog;
    private final AtomicLong defects = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private volatile int entries;
    private volatile long ignoredEvents;
    private volatile int idleAndWaiting;
    private volatile AcdCensus census = AcdCensus.NONE;
    private volatile List<WaitFigures> waits = List.of();
    private long censusMicros = Long.MIN_VALUE; // Of the thread acd.
    private long waitsMicros = Long.MIN_VALUE; // The same.
    private final Belt belt;

    /**
     * Starts the thread {@code acd}.
     *
     * @param slots a power of two; {@link #SLOTS} unless a test wants less
     * @param distributor belongs to the ring from here on
     * @param journal is told each event before the distributor; may not wait
     * @param output takes each command on the thread {@code acd}, in order
     */
    public AcdRing(
            int slots,
            Distributor distributor,
            Consumer<? super AcdEvent> journal,
            Consumer<? super AcdCommand> output) {
        this(slots, distributor, new Watchdog(distributor)::look, journal, output);
    }

    AcdRing(
            int slots,
            Distributor distributor,
            Supplier<List<Watchdog.Missed>> watchdog,
            Consumer<? super AcdEvent> journal,
            Consumer<? super AcdCommand> output) {
        this.distributor = distributor;
        this.watchdog = watchdog;
        this.journal = journal;
        this.output = output;
        this.belt = new Belt("acd", slots, Belt.Rest.WOKEN, this::handle);
    }

    @Override
    public boolean tryPublish(AcdEvent event) {
        return belt.tryPublish(event);
    }

    /** The used fraction of the ring, 0 to 1. Over three quarters, new calls are to be refused. */
    public double fill() {
        return belt.fill();
    }

    /** Calls in queues, offers in flight, and talks, after the event handled last. */
    public int entries() {
        return entries;
    }

    /** Events about calls, agents and offers that the distributor did not know. */
    public long ignoredEvents() {
        return ignoredEvents;
    }

    /** Agents by state and calls by queue, at most 250 ms ago as long as time is told. */
    public AcdCensus census() {
        return census;
    }

    /** How callers wait, queue by queue, at most 2 s ago as long as time is told. */
    public List<WaitFigures> waits() {
        return waits;
    }

    /**
     * Waiting calls that an idle agent could have had, at the last {@link AcdEvent.SnapshotWanted}
     * or census, whichever came later; must be zero. A census does not look when it would take
     * long.
     */
    public int idleAndWaiting() {
        return idleAndWaiting;
    }

    /** Callers who waited for over 100 ms while an agent was idle for them; must be zero. */
    public long missed() {
        return missed.get();
    }

    /**
     * Exceptions of journal, distributor or output; each cost one event or command, not the ring.
     */
    public long defects() {
        return defects.get();
    }

    /** Takes no more events, handles those published, and ends the thread; after 5 s anyhow. */
    @Override
    public void close() {
        long unread = belt.close();
        if (unread > 0) {
            LOG.error("the ACD ring was closed with {} events not handled", unread);
        }
    }

    private void handle(AcdEvent event, long refusedBefore, boolean last) {
        guarded(event, () -> journal.accept(event));
        guarded(event, () -> distribute(event));
        entries = distributor.entries();
        ignoredEvents = distributor.ignoredEvents();
    }

    private void distribute(AcdEvent event) {
        for (var command : distributor.handle(event)) {
            guarded(command, () -> output.accept(command));
        }
        if (event instanceof AcdEvent.SnapshotWanted) {
            idleAndWaiting = distributor.idleAndWaiting();
        } else if (event instanceof AcdEvent.Tick(var now)) {
            watchdog.get().forEach(this::missed);
            if (now - CENSUS_MICROS >= censusMicros) {
                censusMicros = now;
                census(now);
            }
        }
    }

    private void missed(Watchdog.Missed one) {
        long count = missed.incrementAndGet();
        if (count <= MISSED_TOLD || Long.bitCount(count) == 1) { // A log is no place for all.
            LOG.error(
                    "ALARM: call {} waits in queue {} while agent {} is idle for it, for {} ms now",
                    one.call(),
                    one.queue(),
                    one.agent(),
                    one.micros() / 1_000);
        }
    }

    private void census(long now) {
        count();
        if (now - WAITS_MICROS >= waitsMicros) {
            waitsMicros = now;
            waits = distributor.waits();
        }
    }

    private void count() {
        var now = distributor.census();
        long pairs = (long) now.waiting() * now.ready();
        if (pairs == 0) {
            idleAndWaiting = 0;
        } else if (pairs <= CHEAP_LOOK) {
            idleAndWaiting = distributor.idleAndWaiting();
        }
        census = now;
    }

    /** A defect of ours costs what it met and nothing else; the next caller is served. */
    private void guarded(Object what, Runnable step) {
        try {
            step.run();
        } catch (Throwable defect) { // A StackOverflowError too may not end the only thread.
            long count = defects.incrementAndGet();
            if (Long.bitCount(count) == 1) { // 1, 2, 4, 8: a defect in each tick fills no disk.
                LOG.error("defect {} of the ACD, met by {}", count, what, defect);
            }
        }
    }
}
