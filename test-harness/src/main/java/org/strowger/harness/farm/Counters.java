package org.strowger.harness.farm;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one farm: its thread writes, any thread reads. */
final class Counters {

    private static final int KINDS = 100;

    /** Filled once, then only read. */
    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);

    private final Map<String, LongAdder> unexpected = new ConcurrentHashMap<>();

    Counters() {
        for (var count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
    }

    void add(Count count) {
        change(count, 1);
    }

    void take(Count count) {
        change(count, -1);
    }

    /** Counts a message that should not have come, by its kind; at most 100 kinds apart. */
    void unexpected(String kind) {
        var name = unexpected.size() < KINDS || unexpected.containsKey(kind) ? kind : "others";
        unexpected.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    long of(Count count) {
        return counter(count).get();
    }

    Map<Count, Long> all() {
        var all = new EnumMap<Count, Long>(Count.class);
        for (var count : Count.values()) {
            all.put(count, of(count));
        }
        return all;
    }

    Map<String, Long> allUnexpected() {
        var all = new TreeMap<String, Long>();
        unexpected.forEach((kind, number) -> all.put(kind, number.sum()));
        return all;
    }

    private void change(Count count, int by) {
        var counter = counter(count);
        counter.lazySet(counter.get() + by); // One writer.
    }

    private AtomicLong counter(Count count) {
        return Objects.requireNonNull(counts.get(count));
    }
}
