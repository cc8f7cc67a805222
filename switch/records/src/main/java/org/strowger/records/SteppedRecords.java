package org.strowger.records;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.CallId;
import org.strowger.base.Clock;

/**
 * Spool and loader of a switch, on any disk and store, put together as {@link Records} does it but
 * without threads: a simulation makes the steps itself, on its own thread and in its own time.
 * Waiting between steps, and trying again when one failed, is then up to the simulation.
 */
public final class SteppedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(SteppedRecords.class);

    private final Spool spool;
    private final Loader loader;

    private SteppedRecords(Spool spool, Loader loader) {
        this.spool = spool;
        this.loader = loader;
    }

    /**
     * What a switch does with its records when it begins: cuts off what a crash left half written,
     * brings what the spool holds into the store, and closes the calls that the last run left open
     * as {@code switch-failed}. When it throws it may be called again.
     *
     * @throws IOException when the spool cannot be read
     * @throws RecordsException when the store is out of reach
     */
    public static SteppedRecords open(Disk disk, Store store, Clock clock, SpoolLimits limits)
            throws IOException {
        SpoolFiles.cutTornTail(disk);
        var spool = beginAnew(disk, store, clock, limits);
        var loader = new Loader(disk, store, spool, clock, LoaderLimits.standard());
        loader.loadAll();
        return new SteppedRecords(spool, loader);
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
        Loader.ofFiles(disk, store, () -> end, clock, LoaderLimits.standard()).loadAllAndSettle();
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

    /**
     * Makes one group of events durable, as the thread {@code spool} does 25 ms after the first of
     * them came, and every 100 ms while the disk refuses it.
     *
     * @return false when there was nothing to write or the disk refused it
     */
    public boolean write() {
        return spool.step();
    }

    /**
     * Brings into the store what was durable when it began, as the thread {@code loader} does every
     * 200 ms.
     *
     * @throws IOException when the spool cannot be read; the next call reads it again
     * @throws RecordsException when the store is out of reach; so does the next call then
     */
    public void load() throws IOException {
        loader.loadAll();
    }

    /**
     * The same, and the calls that are still open are written too, as at the end of a switch.
     *
     * @throws IOException as {@link #load}
     */
    public void loadAndSettle() throws IOException {
        loader.loadAllAndSettle();
    }

    /** Everything in the spool before this place survives whatever dies. */
    public SpoolPosition durable() {
        return spool.position();
    }

    /** Events that wait to be written, but for a group that the disk has refused. */
    public int queued() {
        return spool.queued();
    }

    /** Events made durable since the start. */
    public long written() {
        return spool.spooled();
    }

    /** Whether to leave the machine to the calls, see {@link LoaderRest}. Any thread. */
    void rest(boolean wanted) {
        loader.rest().want(wanted);
    }

    /** What happened in spool and loader since the start, by name. Safe to call from any thread. */
    public SortedMap<String, Long> counters() {
        var counters = new TreeMap<>(spool.counters());
        counters.putAll(loader.counters());
        return counters;
    }

    void start() {
        spool.start();
        loader.start();
    }

    void close() {
        spool.close();
        loader.close();
    }
}
