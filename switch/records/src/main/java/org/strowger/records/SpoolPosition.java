package org.strowger.records;

import java.util.Comparator;

/**
 * A place in the spool.
 *
 * @param file the number in the file's name; 0 is before every file
 * @param octets from the beginning of that file
 */
public record SpoolPosition(long file, long octets) implements Comparable<SpoolPosition> {

    /** Before the first record of the first file. */
    public static final SpoolPosition START = new SpoolPosition(0, 0);

    private static final Comparator<SpoolPosition> ORDER =
            Comparator.comparingLong(SpoolPosition::file).thenComparingLong(SpoolPosition::octets);

    @Override
    public int compareTo(SpoolPosition other) {
        return ORDER.compare(this, other);
    }
}
