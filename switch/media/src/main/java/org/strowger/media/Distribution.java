package org.strowger.media;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How often a figure was how large, in fixed buckets. Any thread writes and reads. */
public final class Distribution {

    private final long[] bounds;
    private final AtomicLongArray counts;
    private final LongAdder total = new LongAdder();

    /**
     * An empty one.
     *
     * @param bounds upper bounds of the buckets, inclusive, ascending
     */
    Distribution(long... bounds) {
        this.bounds = bounds.clone();
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    /** One more. */
    void record(long value) {
        int found = Arrays.binarySearch(bounds, value);
        counts.incrementAndGet(found >= 0 ? found : -found - 1);
        total.add(value);
    }

    /** The upper bounds. */
    public long[] bounds() {
        return bounds.clone();
    }

    /** How many fell between a bound and the one below it; the last is of those above all. */
    public long[] counts() {
        var now = new long[counts.length()];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts.get(i);
        }
        return now;
    }

    /** Their sum. */
    public long total() {
        return total.sum();
    }
}
