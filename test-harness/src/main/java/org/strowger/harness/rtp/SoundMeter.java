package org.strowger.harness.rtp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** What all streams of one thread did. Written by that thread, read from any. */
public final class SoundMeter {

    static final long HIGHEST_MICROS = 60_000_000;
    static final int DIGITS = 3;

    /** Distributions since they were taken last, in microseconds. */
    record Taken(Histogram jitter, Histogram lateness, Histogram ownLateness) {}

    private final Map<SoundCounter, LongAdder> counters = new EnumMap<>(SoundCounter.class);
    private final SingleWriterRecorder jitter = recorder();
    private final SingleWriterRecorder lateness = recorder();
    private final SingleWriterRecorder ownLateness = recorder();

    /** A meter at 0. */
    public SoundMeter() {
        for (var counter : SoundCounter.values()) {
            counters.put(counter, new LongAdder());
        }
    }

    public void count(SoundCounter counter) {
        add(counter, 1);
    }

    public void add(SoundCounter counter, long count) {
        adder(counter).add(count);
    }

    /** A packet was sent so long after it was due. */
    public void sentLate(long nanos) {
        record(ownLateness, nanos / 1_000);
    }

    void heardLate(long nanos) {
        record(lateness, nanos / 1_000);
    }

    void jitter(long micros) {
        record(jitter, micros);
    }

    long read(SoundCounter counter) {
        return adder(counter).sum();
    }

    /** For one reader at a time. */
    Taken take() {
        return new Taken(
                jitter.getIntervalHistogram(),
                lateness.getIntervalHistogram(),
                ownLateness.getIntervalHistogram());
    }

    private LongAdder adder(SoundCounter counter) {
        return Objects.requireNonNull(counters.get(counter));
    }

    private static void record(SingleWriterRecorder recorder, long micros) {
        recorder.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
    }

    private static SingleWriterRecorder recorder() {
        return new SingleWriterRecorder(HIGHEST_MICROS, DIGITS);
    }
}
