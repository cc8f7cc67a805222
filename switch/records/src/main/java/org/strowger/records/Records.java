package org.strowger.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.strowger.base.Clock;

/**
 * Everything about records, put together: {@code strowger.mv.db} and the folder {@code spool} in
 * the data folder, the threads {@code spool} and {@code loader}.
 */
public final class Records implements AutoCloseable {

    private static final String SPOOL = "spool";

    private final Database database;
    private final SteppedRecords parts;

    private Records(Database database, SteppedRecords parts) {
        this.database = database;
        this.parts = parts;
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
        return opened(
                dataDir,
                (database, disk) -> {
                    var parts = SteppedRecords.open(disk, database, clock, limits);
                    parts.start();
                    return new Records(database, parts);
                });
    }

    private interface Opening<T> {
        T with(Database database, Disk disk) throws IOException;
    }

    private static <T> T opened(Path dataDir, Opening<T> opening) {
        var database = Database.open(dataDir);
        try {
            return opening.with(database, new FileDisk(dataDir.resolve(SPOOL)));
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
        return opened(
                dataDir,
                (database, disk) -> {
                    var end = SpoolFiles.end(disk);
                    var limits = LoaderLimits.standard();
                    Loader.ofFiles(disk, database, () -> end, Clock.system(), limits).loadAll();
                    return database;
                });
    }

    /** Where call control writes down what happens. */
    public RecordSink sink() {
        return parts.sink();
    }

    /**
     * Overload has begun or ended: while it lasts, calls are written down and made durable as ever,
     * but not brought into the database, which would take a tenth of a core from them. After two
     * minutes they are all the same. Any thread; to be said as often as one likes.
     */
    public void overload(boolean lasts) {
        parts.rest(lasts);
    }

    /** Finished calls; one is visible within a second, but after an overload. */
    public CdrReader cdrs() {
        return database;
    }

    /** Recordings; what is told of one is visible within a second. */
    public RecordingReader recordings() {
        return database;
    }

    /** Who supervised whom; what is told of it is visible within a second. */
    public SupervisionReader supervisions() {
        return database;
    }

    /** What happened in spool and loader since the start, by name. Safe to call from any thread. */
    public SortedMap<String, Long> counters() {
        return parts.counters();
    }

    /** Brings everything that was appended to the disk and into the database, and stops. */
    @Override
    public void close() {
        parts.close();
        database.close();
    }
}
