package org.strowger.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.CallId;
import org.strowger.base.Clock;

/**
 * Everything about records, put together: {@code strowger.mv.db} and the folder {@code spool} in
 * the data folder, the threads {@code spool} and {@code loader}.
 */
public final class Records implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final String SPOOL = "spool";

    private final Database database;
    private final Spool spool;
    private final Loader loader;

    private Records(Database database, Spool spool, Loader loader) {
        this.database = database;
        this.spool = spool;
        this.loader = loader;
    }

    /**
     * Opens the data folder for a switch that begins: brings what the spool holds into the
     * database, closes the calls that the last run left open as {@code switch-failed}, and starts
     * the threads.
     *
     * @throws DatabaseInUseException when another switch runs on this folder
     * @throws RecordsException when the folder cannot be used
     */
    public static Records open(Path dataDir, Clock clock, SpoolLimits limits) {
        var database = Database.open(dataDir);
        try {
            var disk = new FileDisk(dataDir.resolve(SPOOL));
            SpoolFiles.cutTornTail(disk);
            var spool = beginAnew(disk, database, clock, limits);
            var loader = new Loader(disk, database, spool::position, clock);
            loader.loadAll();
            spool.start();
            loader.start();
            return new Records(database, spool, loader);
        } catch (IOException e) {
            database.close();
            throw new RecordsException(
                    "the spool in %s cannot be read: %s".formatted(dataDir, e), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Opens the records of a switch that does not run, with what its spool holds.
     *
     * @throws DatabaseInUseException when it does run: ask its control door
     * @throws RecordsException when there are no records, or they cannot be opened
     */
    public static Database openStopped(Path dataDir) {
        var folder = dataDir.resolve(SPOOL);
        if (!Database.exists(dataDir) && !Files.isDirectory(folder)) {
            throw new RecordsException("there are no records in " + dataDir, null);
        }
        var database = Database.open(dataDir);
        try {
            var disk = new FileDisk(folder);
            var end = SpoolFiles.end(disk);
            new Loader(disk, database, () -> end, Clock.system()).loadAll();
            return database;
        } catch (IOException e) {
            database.close();
            throw new RecordsException(
                    "the spool in %s cannot be read: %s".formatted(dataDir, e), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Loads what is there and ends the calls that were left open. Doing it again changes nothing:
     * the ends are appended to the spool before any new event, and the first end of a call counts.
     *
     * @return a spool without a thread, with the ends made durable
     */
    static Spool beginAnew(Disk disk, Store store, Clock clock, SpoolLimits limits)
            throws IOException {
        var end = SpoolFiles.end(disk);
        new Loader(disk, store, () -> end, clock).loadAllAndSettle();
        var loaded = store.position();
        var spool = new Spool(disk, clock, limits, end.compareTo(loaded) > 0 ? end : loaded);
        var open = store.openCalls();
        open.forEach((id, events) -> spool.append(CallHistory.cutOff(new CallId(id), events)));
        if (!open.isEmpty()) {
            LOG.warn(
                    "{} calls were cut off by a failure and are closed as switch-failed",
                    open.size());
        }
        while (spool.step()) {
            // Until all are durable; what the disk refuses is tried again by the thread.
        }
        return spool;
    }

    /** Where call control writes down what happens. */
    public RecordSink sink() {
        return spool;
    }

    /** Finished calls; one is visible within a second. */
    public CdrReader cdrs() {
        return database;
    }

    /** What happened in spool and loader since the start, by name. Safe to call from any thread. */
    public SortedMap<String, Long> counters() {
        var counters = new TreeMap<>(spool.counters());
        counters.putAll(loader.counters());
        return counters;
    }

    /** Brings everything that was appended to the disk and into the database, and stops. */
    @Override
    public void close() {
        spool.close();
        loader.close();
        database.close();
    }
}
