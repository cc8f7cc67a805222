package org.strowger.sip;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, in buckets over five decades, twelve each: a quantile read from it is
 * right to a tenth or so. One thread records, without a lock; any thread reads.
 */
public final class DelayHistogram {

    /** IEC 60063, series E12: each bound is about 1.21 times the one before. */
    private static final int[] E12 = {10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82};

    private static final int DECADES = 5;

    private final long[] bounds;
    private final AtomicLongArray counts;
    private volatile long totalMicros;

    /**
     * An empty one.
     *
     * @param lowestMicros the first bound, at least 10; the last is 100,000 times that
     */
    public DelayHistogram(long lowestMicros) {
        bounds = bounds(lowestMicros);
        counts = new AtomicLongArray(bounds.length + 1);
    }

    /**
     * What a histogram held at one time.
     *
     * @param boundsMicros upper bounds, inclusive, ascending
     * @param counts how many fell between a bound and the one below it; the last is of those above
     *     every bound
     * @param totalMicros their sum
     */
    @SuppressWarnings("ArrayRecordComponent") // Copies, never compared.
    public record Reading(long[] boundsMicros, long[] counts, long totalMicros) {

        /** How many there are. */
        public long count() {
            return Arrays.stream(counts).sum();
        }
    }

    /** One more. For the writing thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    public void record(long micros) {
        int found = Arrays.binarySearch(bounds, micros);
        int bucket = found >= 0 ? found : -found - 1;
        totalMicros += micros;
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
    }

    /** What it holds now. Any thread. */
    public Reading read() {
        var now = new long[counts.length()];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts.get(i);
        }
        return new Reading(bounds.clone(), now, totalMicros);
    }

    private static long[] bounds(long lowest) {
        var bounds = new long[DECADES * E12.length + 1];
        long scale = lowest;
        for (int decade = 0; decade < DECADES; decade++) {
            for (int step = 0; step < E12.length; step++) {
                bounds[decade * E12.length + step] = E12[step] * scale / E12[0];
            }
            scale *= 10;
        }
        bounds[bounds.length - 1] = scale;
        return bounds;
    }
}
