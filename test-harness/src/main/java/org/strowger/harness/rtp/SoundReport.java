package org.strowger.harness.rtp;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Sound;

/** The figures of several meters as one. Safe to call from any thread. */
public final class SoundReport {

    private final List<SoundMeter> meters;
    private final Histogram jitter = histogram();
    private final Histogram lateness = histogram();
    private final Histogram ownLateness = histogram();
    private final Histogram latenessSinceSample = histogram();
    private final Histogram jitterSinceSample = histogram();
    private long lostAtSample;

    public SoundReport(List<SoundMeter> meters) {
        this.meters = List.copyOf(meters);
    }

    /** All since the beginning. */
    public synchronized Sound sound() {
        take();
        long streams = count(SoundCounter.STREAMS);
        return new Sound(
                streams,
                Math.max(0, streams - count(SoundCounter.HEARD)),
                count(SoundCounter.SENT),
                count(SoundCounter.RECEIVED),
                count(SoundCounter.LOST),
                percentiles(jitter),
                percentiles(lateness),
                percentiles(ownLateness));
    }

    /**
     * What happened since the last sample, by the names of {@link Names}: packets lost, mean jitter
     * and the 99th percentile of the lateness in microseconds. What was not heard is not there.
     */
    public synchronized Map<String, Double> sample() {
        take();
        var values = new HashMap<String, Double>();
        long lost = count(SoundCounter.LOST);
        values.put(Names.RTP_LOST, (double) (lost - lostAtSample));
        lostAtSample = lost;
        if (jitterSinceSample.getTotalCount() > 0) {
            values.put(Names.RTP_JITTER, jitterSinceSample.getMean());
        }
        if (latenessSinceSample.getTotalCount() > 0) {
            values.put(
                    Names.RTP_LATENESS_P99, (double) latenessSinceSample.getValueAtPercentile(99));
        }
        jitterSinceSample.reset();
        latenessSinceSample.reset();
        return Map.copyOf(values);
    }

    /** Every counter, since the beginning. */
    public Map<SoundCounter, Long> counts() {
        var counts = new EnumMap<SoundCounter, Long>(SoundCounter.class);
        for (var counter : SoundCounter.values()) {
            counts.put(counter, count(counter));
        }
        return counts;
    }

    public long count(SoundCounter counter) {
        return meters.stream().mapToLong(meter -> meter.read(counter)).sum();
    }

    private void take() {
        for (var meter : meters) {
            var taken = meter.take();
            jitter.add(taken.jitter());
            jitterSinceSample.add(taken.jitter());
            lateness.add(taken.lateness());
            latenessSinceSample.add(taken.lateness());
            ownLateness.add(taken.ownLateness());
        }
    }

    private static Percentiles percentiles(AbstractHistogram histogram) {
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getTotalCount() == 0 ? 0 : histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }

    private static Histogram histogram() {
        return new Histogram(SoundMeter.HIGHEST_MICROS, SoundMeter.DIGITS);
    }
}
