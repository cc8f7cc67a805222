package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the spool in order. A damaged record is passed over, counted and said. */
final class SpoolReader {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolReader.class);

    /** Holds any record, so a reading of this much always gets on. */
    private static final int CHUNK_OCTETS = 2 * RecordScanner.MAX_RECORD_OCTETS;

    /** Holds a batch of usual records. */
    private static final int USUAL_OCTETS = 1 << 18;

    private final Disk disk;
    private final FreshGroups fresh;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_OCTETS);
    private final AtomicLong damaged = new AtomicLong();

    /**
     * @param fresh what need not be read from the disk
     */
    SpoolReader(Disk disk, FreshGroups fresh) {
        this.disk = disk;
        this.fresh = fresh;
    }

    /** An event and a place at or before it, where reading it again may begin. */
    record Spooled(CallEvent event, SpoolPosition begin) {}

    /**
     * What one reading gave.
     *
     * @param next where to go on; when it equals the place asked for, everything has been read
     */
    record Batch(List<Spooled> events, SpoolPosition next) {}

    /** Stretches of the spool that could not be read. */
    long damaged() {
        return damaged.get();
    }

    /**
     * The next events.
     *
     * @param until only what lies before it is read, as the rest is not durable yet
     * @param limit most events to read at once
     */
    Batch read(SpoolPosition from, SpoolPosition until, int limit) throws IOException {
        if (from.compareTo(until) >= 0) {
            return new Batch(List.of(), from);
        }
        var taken = fresh.take(from, until, limit);
        return taken != null ? taken : readFiles(from, fresh.firstBetween(from, until), limit);
    }

    private Batch readFiles(SpoolPosition from, SpoolPosition until, int limit) throws IOException {
        for (long number : SpoolFiles.numbers(disk)) {
            if (number >= from.file() && number <= until.file()) {
                long begin = number == from.file() ? from.octets() : 0;
                long end =
                        number == until.file()
                                ? until.octets()
                                : disk.size(SpoolFiles.name(number));
                if (begin < end) {
                    var batch =
                            readFile(
                                    number, begin, Math.min(end, begin + USUAL_OCTETS), end, limit);
                    return batch.next().equals(new SpoolPosition(number, begin))
                            ? readFile(
                                    number, begin, Math.min(end, begin + CHUNK_OCTETS), end, limit)
                            : batch;
                }
            }
        }
        return new Batch(List.of(), until);
    }

    private Batch readFile(long number, long begin, long to, long end, int limit)
            throws IOException {
        chunk.clear().limit((int) (to - begin));
        int octets = disk.read(SpoolFiles.name(number), begin, chunk);
        if (octets == 0) {
            throw new IOException(
                    "%s ends before octet %d".formatted(SpoolFiles.name(number), begin));
        }
        chunk.flip();
        var scanner = new RecordScanner(chunk, begin + octets >= end);
        var events = new ArrayList<Spooled>();
        while (events.size() < limit) {
            var place = new SpoolPosition(number, begin + scanner.position());
            var payload = scanner.next();
            if (payload == null) {
                break;
            }
            try {
                events.add(new Spooled(EventCodec.decode(payload), place));
            } catch (RuntimeException e) {
                damaged.incrementAndGet();
                LOG.error("the record at or after {} is no event", place, e);
            }
        }
        if (scanner.damaged() > 0) {
            damaged.addAndGet(scanner.damaged());
            LOG.error(
                    "{}: {} damaged stretches passed over between octets {} and {}",
                    SpoolFiles.name(number),
                    scanner.damaged(),
                    begin,
                    begin + scanner.position());
        }
        return new Batch(events, new SpoolPosition(number, begin + scanner.position()));
    }
}
