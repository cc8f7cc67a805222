package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How fast a series grows: the median of the slopes between all pairs of points (Theil and Sen), so
 * that a few wild points do not turn it. Its range is that of Sen (1968, by ranks of those slopes),
 * made wider where neighbouring samples are alike, as those of a heap are.
 *
 * @param perSecond growth in a second
 * @param low of the range in which the true slope lies with {@link #CONFIDENCE}
 * @param high the same
 * @param points that were used
 * @param seconds from the first of them to the last
 */
public record Slope(double perSecond, double low, double high, int points, double seconds) {

    /** Share of series without growth whose range is meant to hold the zero. */
    public static final double CONFIDENCE = 0.99;

    /** Fewer points than this give no slope. */
    public static final int FEWEST_POINTS = 12;

    /** Normal deviate of {@link #CONFIDENCE}, two-sided. */
    private static final double DEVIATE = 2.576;

    /** With more, neighbours are replaced by their medians first: pairs grow with the square. */
    private static final int MOST_POINTS = 600;

    /** One value of a series. */
    public record Point(double at, double value) {}

    /** Whether anything can be said. */
    public boolean known() {
        return Double.isFinite(perSecond) && Double.isFinite(low) && Double.isFinite(high);
    }

    /**
     * Fits a series.
     *
     * @param series in the order of time
     * @param warmUp share of its time that is cut off at the beginning, 0 to 1
     */
    public static Slope of(List<Point> series, double warmUp) {
        var used = thinned(afterWarmUp(series, warmUp));
        if (used.size() < FEWEST_POINTS) {
            return unknown(used);
        }
        double[] slopes = slopes(used);
        if (slopes.length == 0) {
            return unknown(used);
        }
        double at = (slopes.length - 1) / 2.0;
        double median = (slopes[(int) Math.floor(at)] + slopes[(int) Math.ceil(at)]) / 2;
        double half = halfWidth(used, median);
        return new Slope(
                median,
                slopes[(int) clamp(Math.floor(at - half), slopes.length)],
                slopes[(int) clamp(Math.ceil(at + half), slopes.length)],
                used.size(),
                used.getLast().at() - used.getFirst().at());
    }

    private static Slope unknown(List<Point> used) {
        return new Slope(Double.NaN, Double.NaN, Double.NaN, used.size(), 0);
    }

    private static double clamp(double index, int length) {
        return Math.min(length - 1, Math.max(0, index));
    }

    private static List<Point> afterWarmUp(List<Point> series, double warmUp) {
        if (series.isEmpty()) {
            return series;
        }
        double first = series.getFirst().at();
        double from = first + warmUp * (series.getLast().at() - first);
        return series.stream().filter(p -> p.at() >= from && Double.isFinite(p.value())).toList();
    }

    private static List<Point> thinned(List<Point> points) {
        if (points.size() <= MOST_POINTS) {
            return points;
        }
        int together = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        var fewer = new ArrayList<Point>();
        for (int i = 0; i + together <= points.size(); i += together) {
            var part = points.subList(i, i + together);
            fewer.add(
                    new Point(
                            part.stream().mapToDouble(Point::at).average().orElseThrow(),
                            SummarySection.median(
                                    part.stream().mapToDouble(Point::value).toArray())));
        }
        return fewer;
    }

    /** Of all pairs, in ascending order. */
    private static double[] slopes(List<Point> points) {
        int n = points.size();
        var slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double time = points.get(j).at() - points.get(i).at();
                if (time > 0) {
                    slopes[count++] = (points.get(j).value() - points.get(i).value()) / time;
                }
            }
        }
        var all = Arrays.copyOf(slopes, count);
        Arrays.sort(all);
        return all;
    }

    /**
     * Half the range in ranks of slopes (Sen 1968: the spread of Kendall's S). Neighbouring samples
     * are alike, so the spread is widened by how far each looks like the one before.
     */
    private static double halfWidth(List<Point> points, double slope) {
        double n = points.size();
        double spread = Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
        return DEVIATE * spread * Math.sqrt(likeness(points, slope)) / 2;
    }

    /**
     * (1 + r) / (1 - r), r the correlation of neighbours after the trend is taken out; 1 or more.
     */
    private static double likeness(List<Point> points, double slope) {
        double[] rest = withoutTrend(points, slope);
        double own = 0;
        double next = 0;
        for (int i = 0; i < rest.length; i++) {
            own += rest[i] * rest[i];
            next += i > 0 ? rest[i] * rest[i - 1] : 0;
        }
        double r = own == 0 ? 0 : Math.min(0.95, Math.max(0, next / own));
        return (1 + r) / (1 - r);
    }

    private static double[] withoutTrend(List<Point> points, double slope) {
        double at = points.getFirst().at();
        double[] rest =
                points.stream().mapToDouble(p -> p.value() - slope * (p.at() - at)).toArray();
        double mean = Arrays.stream(rest).average().orElse(0);
        return Arrays.stream(rest).map(v -> v - mean).toArray();
    }
}
