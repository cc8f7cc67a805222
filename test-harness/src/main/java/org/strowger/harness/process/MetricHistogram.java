package org.strowger.harness.process;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A histogram as Prometheus tells it: how many samples were at most each bound, the last of which
 * is infinity. Bounds and sum in the metric's unit, mostly seconds.
 *
 * @param cumulative samples up to and with each bound, by bound
 * @param sum of all samples
 */
public record MetricHistogram(NavigableMap<Double, Double> cumulative, double sum) {

    public MetricHistogram {
        cumulative = new TreeMap<>(cumulative);
    }

    /** How many samples there are. */
    public double count() {
        return cumulative.isEmpty() ? 0 : cumulative.lastEntry().getValue();
    }

    /** Their mean; NaN of none. */
    public double mean() {
        return sum / count();
    }

    /** What was added since an earlier scrape of the same histogram, which may have been empty. */
    public MetricHistogram since(MetricHistogram earlier) {
        if (!earlier.cumulative.isEmpty()
                && !earlier.cumulative.keySet().equals(cumulative.keySet())) {
            throw new IllegalArgumentException("not the same buckets");
        }
        var added = new TreeMap<Double, Double>();
        cumulative.forEach((bound, count) ->
                added.put(bound, count - earlier.cumulative.getOrDefault(bound, 0.0)));
        return new MetricHistogram(added, sum - earlier.sum);
    }

    /**
     * The value that the fraction {@code q} of all samples does not exceed, straight between the
     * bounds of its bucket as Prometheus does it, so as exact as a bucket is narrow. Beyond the
     * last finite bound: that bound, which is too little. NaN when there is no sample.
     *
     * @param q 0 to 1; 0.99 for the 99th percentile
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("no quantile: " + q);
        }
        double rank = q * count();
        double below = 0;
        double from = 0;
        for (var bucket : cumulative.entrySet()) {
            double inside = bucket.getValue() - below;
            if (inside > 0 && bucket.getValue() >= rank) {
                double bound = bucket.getKey();
                return Double.isInfinite(bound)
                        ? from
                        : from + (bound - from) * (rank - below) / inside;
            }
            below = bucket.getValue();
            from = bucket.getKey();
        }
        return Double.NaN;
    }
}
