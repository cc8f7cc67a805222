package org.strowger.acd.ring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdEventText;

/**
 * Writes every event of the distributor to files, for replay and for "why did this call wait?".
 *
 * <p>One line an event ({@link AcdEventText}), in files {@code acd-N.journal} of limited size, of
 * which the newest are kept, each with a checksum ({@link JournalForm}). Records that begin with
 * {@code #} are about the journal itself:
 *
 * <ul>
 *   <li>{@code #begin}: a distributor started empty here;
 *   <li>{@code #config EVENT}: goes on from the file before, with this configuration in force;
 *   <li>{@code #gap N}: N events are missing here.
 * </ul>
 *
 * <p>{@link #accept} never waits. The writing thread is reached through a belt of its own; when
 * that is full, or the disk is, events are counted as a gap, with one alarm in the log, and written
 * again from when it works.
 */
public final class Journal implements Consumer<AcdEvent>, AutoCloseable {

    /** How large a file may grow, in octets. */
    public static final long FILE_LIMIT = 64L << 20;

    /** How many files are kept. */
    public static final int FILES_KEPT = 8;

    /** The disk, as a seam. */
    @FunctionalInterface
    interface Disk {
        OutputStream create(Path file) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final byte[] FIRST_LINE =
            (JournalForm.SECOND + "\n").getBytes(StandardCharsets.US_ASCII);
    private static final int SLOTS = 32_768;
    private static final int BATCH_OCTETS = 64 << 10;
    private static final long RETRY_MICROS = 1_000_000;

    private final JournalFiles files;
    private final Disk disk;
    private final long fileLimit;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH_OCTETS);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Belt belt;

    // All below belongs to the writing thread.
    private @Nullable OutputStream out;
    private @Nullable Path file;

    /** Octets in the open file. */
    private long written;

    /** Events in the batch. */
    private int batched;

    /** Events missing before the next that is written. */
    private long gap;

    /** How many of those the batch speaks of already. */
    private long gapNoted;

    private boolean begun;
    private boolean failing;
    private long retryMicros = Long.MIN_VALUE;
    private @Nullable String config;

    /**
     * Starts the thread {@code acd-journal}.
     *
     * @param folder is made when it is not there
     * @param fileLimit octets; a file is closed when it has reached so many
     * @param filesKept the oldest file is deleted when there are more
     */
    public static Journal in(Path folder, long fileLimit, int filesKept) {
        return new Journal(
                new JournalFiles(folder, filesKept),
                fileLimit,
                SLOTS,
                file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    Journal(JournalFiles files, long fileLimit, int slots, Disk disk) {
        this.files = files;
        this.fileLimit = fileLimit;
        this.disk = disk;
        this.belt = new Belt("acd-journal", slots, Belt.Rest.NAPS, this::write);
    }

    /** Passes the event to the writing thread; only one thread may call this. */
    @Override
    public void accept(AcdEvent event) {
        if (!belt.tryPublish(event)) {
            refused.incrementAndGet();
        }
    }

    /** Events that are in no file, since the start. */
    public long lost() {
        return refused.get() + lost.get();
    }

    /** Events that were passed and not dealt with yet. */
    long unwritten() {
        return belt.unread();
    }

    /** Writes what was passed, and closes the file; gives up after 5 s. */
    @Override
    public void close() {
        long unread = belt.close();
        if (unread > 0) {
            lost.addAndGet(unread);
            LOG.error("the ACD journal was closed with {} events not written", unread);
        } else {
            closeFile(); // The writing thread has nothing left to do, and will not come back.
        }
    }

    private void write(AcdEvent event, long refusedBefore, boolean last) {
        gap += refusedBefore;
        String line = AcdEventText.encode(event);
        if (out != null || open(event.atMicros())) {
            noteGap();
            add(line);
            batched++;
        } else {
            gap++;
            lost.incrementAndGet();
        }
        if (event instanceof AcdEvent.Configured) {
            config = line;
        }
        long full = Math.min(BATCH_OCTETS, fileLimit - written);
        if (last || batch.size() >= full) {
            flush(event.atMicros());
        }
    }

    private boolean open(long nowMicros) {
        if (nowMicros < retryMicros) {
            return false;
        }
        try {
            var next = files.next();
            out = disk.create(next);
            file = next;
        } catch (IOException failure) {
            failed(failure, nowMicros);
            return false;
        }
        written = 0;
        batch.writeBytes(FIRST_LINE);
        if (!begun) {
            add("#begin");
        } else if (config != null) {
            add("#config " + config);
        }
        return true;
    }

    private void flush(long nowMicros) {
        var open = out;
        if (open == null) {
            return;
        }
        try {
            batch.writeTo(open);
            open.flush();
        } catch (IOException failure) {
            failed(failure, nowMicros);
            return;
        }
        if (written == 0) {
            prune();
        }
        written += batch.size();
        batch.reset();
        batched = 0;
        gap = 0;
        gapNoted = 0;
        begun = true;
        if (failing) {
            failing = false;
            LOG.warn("the ACD journal is written again; {} events are lost so far", lost());
        }
        if (written >= fileLimit) {
            closeFile();
        }
    }

    /** Gives the file up; a new one is tried after a while, and begins with the gap. */
    private void failed(IOException failure, long nowMicros) {
        closeFile();
        deleteIfFresh();
        batch.reset();
        gap += batched;
        lost.addAndGet(batched);
        batched = 0;
        gapNoted = 0;
        retryMicros = nowMicros + RETRY_MICROS;
        if (!failing) {
            failing = true;
            LOG.error("ALARM: the ACD journal cannot be written; events are left out", failure);
        }
    }

    /** A gap stays counted until its line is safely in the file. */
    private void noteGap() {
        if (gap > gapNoted) {
            add("#gap " + (gap - gapNoted));
            gapNoted = gap;
        }
    }

    private void add(String line) {
        JournalForm.write(batch, line);
    }

    private void prune() {
        try {
            files.prune();
        } catch (IOException failure) {
            LOG.warn("the ACD journal's oldest files could not be deleted", failure);
        }
    }

    /** Of a file whose first batch failed nothing is counted as written: no trace of it stays. */
    private void deleteIfFresh() {
        var fresh = file;
        file = null;
        if (fresh == null || written > 0) {
            return;
        }
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException failure) {
            LOG.warn("the ACD journal's empty file {} could not be deleted", fresh, failure);
        }
    }

    private void closeFile() {
        var open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failure) {
                LOG.warn("the ACD journal's file could not be closed", failure);
            }
        }
    }
}
