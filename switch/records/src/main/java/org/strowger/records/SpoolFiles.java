package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the spool: {@code NNNNNNNNNN.spool}, in the order of their numbers. A number is the
 * epoch second in which the file was begun, or one more than the last file's when that is higher;
 * so a name says how old the file before it is.
 */
final class SpoolFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);
    private static final Pattern NAME = Pattern.compile("(\\d{10})\\.spool");

    private SpoolFiles() {}

    static String name(long number) {
        return "%010d.spool".formatted(number);
    }

    /** The numbers of all spool files, oldest first. */
    static List<Long> numbers(Disk disk) throws IOException {
        return disk.list().stream()
                .map(NAME::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> Long.valueOf(matcher.group(1)))
                .sorted()
                .toList();
    }

    static OptionalLong last(Disk disk) throws IOException {
        return numbers(disk).stream().mapToLong(Long::longValue).max();
    }

    /** The end of the last file: everything that is on the disk lies before it. */
    static SpoolPosition end(Disk disk) throws IOException {
        var last = last(disk);
        return last.isEmpty()
                ? SpoolPosition.START
                : new SpoolPosition(last.getAsLong(), disk.size(name(last.getAsLong())));
    }

    /**
     * Cuts off what a crash left behind the last whole record of the last file. To be called while
     * nobody writes.
     *
     * @return octets cut
     */
    static long cutTornTail(Disk disk) throws IOException {
        var last = last(disk);
        if (last.isEmpty()) {
            return 0;
        }
        var name = name(last.getAsLong());
        var octets = ByteBuffer.allocate(Math.toIntExact(disk.size(name)));
        disk.read(name, 0, octets);
        var scanner = new RecordScanner(octets.flip(), true);
        while (scanner.next() != null) {
            // Only the end is asked for.
        }
        int torn = octets.limit() - scanner.validEnd();
        if (torn > 0) {
            disk.truncate(name, scanner.validEnd());
            LOG.warn("{}: cut {} octets of an unfinished record off its end", name, torn);
        }
        return torn;
    }
}
