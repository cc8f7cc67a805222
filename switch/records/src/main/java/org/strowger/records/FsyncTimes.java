package org.strowger.records;

import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long the disk took to make a group durable. Written by one thread, read by any. */
final class FsyncTimes {

    private static final int[] UP_TO_MILLIS = {1, 5, 20, 50, 100, Integer.MAX_VALUE};

    private final AtomicLongArray counts = new AtomicLongArray(UP_TO_MILLIS.length);
    private volatile long maxMicros;
    private volatile long totalMicros;

    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    void took(long micros) {
        maxMicros = Math.max(maxMicros, micros);
        totalMicros += micros;
        int bucket = 0;
        while (micros > UP_TO_MILLIS[bucket] * 1_000L) {
            bucket++;
        }
        counts.lazySet(bucket, counts.get(bucket) + 1);
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < UP_TO_MILLIS.length; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    void addTo(SortedMap<String, Long> counters) {
        for (int i = 0; i < UP_TO_MILLIS.length; i++) {
            boolean last = i == UP_TO_MILLIS.length - 1;
            counters.put(
                    "spool.fsync." + (last ? "longer" : "upTo%dMs".formatted(UP_TO_MILLIS[i])),
                    counts.get(i));
        }
        counters.put("spool.fsync.count", count());
        counters.put("spool.fsync.maxMicros", maxMicros);
        counters.put("spool.fsync.totalMicros", totalMicros);
    }
}
