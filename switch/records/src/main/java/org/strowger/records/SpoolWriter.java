package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;

/**
 * Writes groups of records to the spool's files, each durable as a whole or not at all for the
 * caller. A file that failed is never written again: what the kernel still holds of it after a
 * failed fsync is unknown, so the group goes to a new one.
 */
final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

    private final Disk disk;
    private final Clock clock;
    private final SpoolLimits limits;
    private final FsyncTimes fsyncTimes = new FsyncTimes();
    private Disk.@Nullable Appender file;
    private long openedMicros;
    private volatile SpoolPosition durable;

    SpoolWriter(Disk disk, Clock clock, SpoolLimits limits, SpoolPosition end) {
        this.disk = disk;
        this.clock = clock;
        this.limits = limits;
        this.durable = end;
    }

    /**
     * Appends the octets and makes them durable.
     *
     * @throws IOException nothing is promised; the same octets have to be handed over again
     */
    void write(ByteBuffer records) throws IOException {
        try {
            var out = fileToWrite();
            int octets = records.remaining();
            out.append(records);
            long before = clock.nowMicros();
            out.fsync();
            fsyncTimes.took(clock.nowMicros() - before);
            durable = new SpoolPosition(durable.file(), durable.octets() + octets);
        } catch (IOException | RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    /** Everything before this place survives whatever dies. */
    SpoolPosition durable() {
        return durable;
    }

    FsyncTimes fsyncTimes() {
        return fsyncTimes;
    }

    private Disk.Appender fileToWrite() throws IOException {
        var current = file;
        if (current != null && !isOver()) {
            return current;
        }
        close();
        long nowMicros = clock.nowMicros();
        long number = Math.max(TimeUnit.MICROSECONDS.toSeconds(nowMicros), durable.file() + 1);
        var created = disk.create(SpoolFiles.name(number));
        file = created;
        openedMicros = nowMicros;
        durable = new SpoolPosition(number, 0);
        return created;
    }

    private boolean isOver() {
        return durable.octets() >= limits.fileOctets()
                || clock.nowMicros() - openedMicros
                        >= TimeUnit.SECONDS.toMicros(limits.fileSeconds());
    }

    private void abandon() {
        if (file == null) {
            return; // It could not even be made.
        }
        try {
            close();
            if (durable.octets() == 0) {
                disk.delete(SpoolFiles.name(durable.file()));
            } else {
                disk.truncate(SpoolFiles.name(durable.file()), durable.octets());
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: what was not made durable stays at its end and is read as damaged or twice",
                    SpoolFiles.name(durable.file()),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        var open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
