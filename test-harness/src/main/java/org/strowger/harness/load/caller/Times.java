package org.strowger.harness.load.caller;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.strowger.harness.load.result.Percentiles;

/** Response times by name, each a histogram of three digits, in microseconds. */
public final class Times {

    private static final int DIGITS = 3;

    private final Map<String, Histogram> histograms = new TreeMap<>();

    /** Adds one; a clock that went back counts as 0. */
    public void add(String name, long micros) {
        histograms
                .computeIfAbsent(name, _ -> new Histogram(DIGITS))
                .recordValue(Math.max(0, micros));
    }

    /** Adds all of another. */
    public void add(Times others) {
        others.histograms.forEach((name, histogram) ->
                histograms.computeIfAbsent(name, _ -> new Histogram(DIGITS)).add(histogram));
    }

    /** One value of one of them; 0 when it is empty. */
    public long at(String name, double percentile) {
        var histogram = histograms.get(name);
        return histogram == null ? 0 : histogram.getValueAtPercentile(percentile);
    }

    /** How many values one of them has. */
    public long count(String name) {
        var histogram = histograms.get(name);
        return histogram == null ? 0 : histogram.getTotalCount();
    }

    /** How many values of one of them are above that. */
    public long above(String name, long micros) {
        var histogram = histograms.get(name);
        return histogram == null
                ? 0
                : histogram.getTotalCount() - histogram.getCountBetweenValues(0, micros);
    }

    /** All that have a value. */
    public Map<String, Percentiles> percentiles() {
        var all = new TreeMap<String, Percentiles>();
        histograms.forEach((name, histogram) -> all.put(name, percentiles(histogram)));
        return all;
    }

    private static Percentiles percentiles(Histogram histogram) {
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
