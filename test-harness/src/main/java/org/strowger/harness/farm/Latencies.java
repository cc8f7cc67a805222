package org.strowger.harness.farm;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Distributions in microseconds: the farm's thread writes, any thread reads. */
final class Latencies {

    private static final int DIGITS = 3;

    /** Filled once, then only read. */
    private final Map<Latency, SynchronizedHistogram> histograms = new EnumMap<>(Latency.class);

    Latencies() {
        for (var latency : Latency.values()) {
            histograms.put(latency, new SynchronizedHistogram(DIGITS));
        }
    }

    void add(Latency latency, long micros) {
        histogram(latency).recordValue(Math.max(0, micros)); // The wall clock may step back.
    }

    Histogram copy(Latency latency) {
        return histogram(latency).copy();
    }

    private SynchronizedHistogram histogram(Latency latency) {
        return Objects.requireNonNull(histograms.get(latency));
    }
}
