package org.strowger.records;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
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
import org.strowger.base.Turns;

/**
 * Brings the spool into the database, from the place that the database remembers. Calls never wait
 * for it: while the database is out of reach it tries again, and the spool grows. A spool file is
 * deleted when the database has all of it durably and it is a day old.
 *
 * <p>The events of a call that is open are held in memory for a while, so that a short call is
 * written once. The place that the database remembers is therefore the first whose events it does
 * not have, and lags behind the one read to; what lies between is read again after a failure, and
 * what the database has of it already stays as it is.
 */
final class Loader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    /** This thread, and those of H2, which there are since the tables were looked at. */
    private static final List<String> WRITING = List.of("loader", "H2-", "MVStore");

    private static final int BATCH_EVENTS = 2_000;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long KEEP_SECONDS = TimeUnit.HOURS.toSeconds(24);
    private static final long CLEAN_EVERY_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    private final Disk disk;
    private final Store store;
    private final Supplier<SpoolPosition> durable;
    private final Clock clock;
    private final SpoolReader reader;
    private final HeldCalls held;
    private final LoaderRest rest;

    /** What the database remembers, or null when it has to be asked. */
    private @Nullable SpoolPosition stored;

    /** Everything before it is in the database or held. */
    private SpoolPosition readTo = SpoolPosition.START;

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

    /** A loader of this spool, without a thread: what was made durable lately it need not read. */
    Loader(Disk disk, Store store, Spool spool, Clock clock, LoaderLimits limits) {
        this(disk, store, spool::position, spool.fresh(), clock, limits);
    }

    private Loader(
            Disk disk,
            Store store,
            Supplier<SpoolPosition> durable,
            FreshGroups fresh,
            Clock clock,
            LoaderLimits limits) {
        this.disk = disk;
        this.store = store;
        this.durable = durable;
        this.clock = clock;
        this.reader = new SpoolReader(disk, fresh);
        this.held = new HeldCalls(limits);
        this.rest = new LoaderRest(clock);
    }

    /**
     * A loader without a thread that reads all of a spool from its files.
     *
     * @param durable how far they may be read; called on the loader's thread
     */
    static Loader ofFiles(
            Disk disk,
            Store store,
            Supplier<SpoolPosition> durable,
            Clock clock,
            LoaderLimits limits) {
        return new Loader(disk, store, durable, new FreshGroups(), clock, limits);
    }

    /** Starts the thread {@code loader}. */
    void start() {
        thread = Thread.ofPlatform().name("loader").start(this::run);
    }

    /**
     * Reads at most one batch, and writes what is due in one transaction.
     *
     * @return whether there may be more
     * @throws IOException when the spool cannot be read; what is held is forgotten and read again
     */
    boolean step() throws IOException {
        return step(durable.get());
    }

    /** Whether the calls need the machine more than it does. Any thread. */
    LoaderRest rest() {
        return rest;
    }

    /**
     * Loads everything that was there when it was called. What comes meanwhile waits for the next
     * round, so that under load transactions do not become small; and so does the rest of it when
     * the loader is to rest.
     */
    void loadAll() throws IOException {
        var until = durable.get();
        boolean more = true;
        while (more && (closing || !rest.lasts())) {
            more = step(until);
        }
    }

    /** Loads everything that is there, and writes the calls that are held as well. */
    void loadAllAndSettle() throws IOException {
        loadAll();
        try {
            write(held.takeAll(), readTo);
        } catch (RuntimeException | Error e) {
            forget();
            throw e;
        }
    }

    private boolean step(SpoolPosition until) throws IOException {
        try {
            var from = begin();
            var batch = reader.read(from, until, BATCH_EVENTS);
            hold(batch);
            var due = held.takeDue(clock.nowMicros());
            write(due, held.earliest(readTo));
            if (!batch.next().equals(from)) {
                return true;
            }
            clean(held.earliest(readTo));
            return false;
        } catch (IOException | RuntimeException | Error e) {
            forget();
            throw e;
        }
    }

    /** Where to read on. */
    private SpoolPosition begin() {
        if (stored == null) {
            stored = store.position();
            readTo = stored;
        }
        return readTo;
    }

    private void hold(SpoolReader.Batch batch) {
        long nowMicros = clock.nowMicros();
        for (var spooled : batch.events()) {
            held.add(spooled.event(), spooled.begin(), nowMicros);
        }
        readTo = batch.next();
    }

    /** What was committed is asked anew, and all else is read again. */
    private void forget() {
        stored = null;
        held.clear();
    }

    /** What happened here, by name under {@code loader.}. */
    SortedMap<String, Long> counters() {
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

    private void write(List<CallEvent> events, SpoolPosition next) {
        if (events.isEmpty() && next.equals(stored)) {
            return;
        }
        try {
            finishedCalls.addAndGet(store.load(events, next));
            loadedEvents.addAndGet(events.size());
            stored = next;
        } catch (RuntimeException e) {
            if (!isRefusal(e) || events.isEmpty()) {
                throw e;
            }
            writeApart(events, next, e);
        }
    }

    /**
     * The database refuses something in these events: finds out which, and writes the others. The
     * place that the database remembers stays until the last of them.
     */
    private void writeApart(List<CallEvent> events, SpoolPosition next, RuntimeException why) {
        if (events.size() == 1) {
            refusedEvents.incrementAndGet();
            LOG.error(
                    "call {}: the database refuses its event {}, read before {}",
                    events.getFirst().call(),
                    events.getFirst().getClass().getSimpleName(),
                    readTo,
                    why);
            write(List.of(), next);
            return;
        }
        int half = events.size() / 2;
        write(events.subList(0, half), Objects.requireNonNull(stored));
        write(events.subList(half, events.size()), next);
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
        if (Turns.giveWay(WRITING) == 0) {
            LOG.info("what writes records does not give way to other threads on this system");
        }
        while (!closing) {
            LockSupport.parkNanos(succeeds(this::loadAll) ? POLL_NANOS : backoffNanos);
        }
        succeeds(this::loadAllAndSettle);
    }

    private interface Round {
        void load() throws IOException;
    }

    @CanIgnoreReturnValue
    private boolean succeeds(Round round) {
        try {
            round.load();
            if (failing) {
                LOG.info("the loader goes on");
            }
            failing = false;
            backoffNanos = POLL_NANOS;
            return true;
        } catch (Throwable e) { // An Error too must not end the only thread that loads.
            failures.incrementAndGet();
            if (!failing) {
                failing = true;
                Defects.say(
                        LOG, "the loader cannot go on; it tries again, and calls do not wait", e);
            }
            backoffNanos = Math.min(backoffNanos * 2, MAX_BACKOFF_NANOS);
            return false;
        }
    }
}
