package org.strowger.records;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.records.SpoolReader.Spooled;

/**
 * Brings the spool into the database, from the place that the database remembers. Calls never wait
 * for it: while the database is out of reach it tries again, and the spool grows. A spool file is
 * deleted when the database has all of it durably and it is a day old.
 */
public final class Loader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final int BATCH_EVENTS = 500;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long KEEP_SECONDS = TimeUnit.HOURS.toSeconds(24);
    private static final long CLEAN_EVERY_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    private final Disk disk;
    private final Store store;
    private final Supplier<SpoolPosition> durable;
    private final Clock clock;
    private final SpoolReader reader;
    private @Nullable SpoolPosition position;
    private long cleanAtSeconds = Long.MIN_VALUE;
    private long backoffNanos = POLL_NANOS;
    private boolean failing;
    private @Nullable Thread thread;
    private volatile boolean closing;
    private final AtomicLong loadedEvents = new AtomicLong();
    private final AtomicLong finishedCalls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong refusedEvents = new AtomicLong();
    private final AtomicLong deletedFiles = new AtomicLong();

    /**
     * A loader without a thread.
     *
     * @param durable how far the spool may be read; called on the loader's thread
     */
    public Loader(Disk disk, Store store, Supplier<SpoolPosition> durable, Clock clock) {
        this.disk = disk;
        this.store = store;
        this.durable = durable;
        this.clock = clock;
        this.reader = new SpoolReader(disk);
    }

    /** Starts the thread {@code loader}. */
    public void start() {
        thread = Thread.ofPlatform().name("loader").start(this::run);
    }

    /**
     * Loads at most one batch.
     *
     * @return whether there may be more
     * @throws IOException when the spool cannot be read; nothing was changed
     */
    public boolean step() throws IOException {
        var from = position == null ? store.position() : position;
        position = from;
        var batch = reader.read(from, durable.get(), BATCH_EVENTS);
        if (!batch.next().equals(from)) {
            load(batch.events(), batch.next());
            position = batch.next();
            return true;
        }
        clean(from);
        return false;
    }

    /** Loads everything that is there. */
    public void loadAll() throws IOException {
        while (step()) {
            // Until there is no more.
        }
    }

    /** What happened here, by name under {@code loader.}. */
    public SortedMap<String, Long> counters() {
        var counters = new TreeMap<String, Long>();
        counters.put("loader.events", loadedEvents.get());
        counters.put("loader.calls", finishedCalls.get());
        counters.put("loader.failures", failures.get());
        counters.put("loader.refusedEvents", refusedEvents.get());
        counters.put("loader.damaged", reader.damaged());
        counters.put("loader.deletedFiles", deletedFiles.get());
        return counters;
    }

    /** Loads what is there, unless the database is out of reach, and stops. */
    @Override
    public void close() {
        closing = true;
        var running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            Spool.joinUninterruptibly(running);
        }
    }

    private void load(List<Spooled> events, SpoolPosition next) {
        try {
            finishedCalls.addAndGet(store.load(events.stream().map(Spooled::event).toList(), next));
            loadedEvents.addAndGet(events.size());
        } catch (RuntimeException e) {
            if (!isRefusal(e) || events.isEmpty()) {
                throw e;
            }
            loadApart(events, next, e);
        }
    }

    /** The database refuses something in these events: finds out which, and loads the others. */
    private void loadApart(List<Spooled> events, SpoolPosition next, RuntimeException why) {
        if (events.size() == 1) {
            refusedEvents.incrementAndGet();
            LOG.error(
                    "call {}: the database refuses the event before {}",
                    events.getFirst().event().call(),
                    events.getFirst().end(),
                    why);
            load(List.of(), next);
            return;
        }
        int half = events.size() / 2;
        load(events.subList(0, half), events.get(half - 1).end());
        load(events.subList(half, events.size()), next);
    }

    /** SQLSTATE classes 22 and 23: the data, not the database, is at fault. */
    private static boolean isRefusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    /**
     * Deletes files that lie wholly before the place loaded and were followed by the next file a
     * day ago; that file's number is the second in which it was begun.
     */
    private void clean(SpoolPosition loaded) throws IOException {
        long nowSeconds = TimeUnit.MICROSECONDS.toSeconds(clock.nowMicros());
        if (nowSeconds < cleanAtSeconds) {
            return;
        }
        cleanAtSeconds = nowSeconds + CLEAN_EVERY_SECONDS;
        var numbers = SpoolFiles.numbers(disk);
        boolean madeDurable = false;
        for (int i = 0; i + 1 < numbers.size(); i++) {
            long followedAt = numbers.get(i + 1);
            if (followedAt > loaded.file() || nowSeconds - followedAt < KEEP_SECONDS) {
                return;
            }
            if (!madeDurable) {
                store.makeDurable();
                madeDurable = true;
            }
            disk.delete(SpoolFiles.name(numbers.get(i)));
            deletedFiles.incrementAndGet();
        }
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(tryLoadAll() ? POLL_NANOS : backoffNanos);
        }
        tryLoadAll();
    }

    private boolean tryLoadAll() {
        try {
            loadAll();
            if (failing) {
                LOG.info("the loader goes on");
            }
            failing = false;
            backoffNanos = POLL_NANOS;
            return true;
        } catch (IOException | RuntimeException e) {
            failures.incrementAndGet();
            position = null; // What was committed is asked anew.
            if (!failing) {
                LOG.error("the loader cannot go on; it tries again, and calls do not wait", e);
            }
            failing = true;
            backoffNanos = Math.min(backoffNanos * 2, MAX_BACKOFF_NANOS);
            return false;
        }
    }
}
