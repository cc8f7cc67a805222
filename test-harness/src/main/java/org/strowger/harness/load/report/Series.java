package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A line of a chart. A point whose y is NaN is missing and breaks the line.
 *
 * @param name for the legend
 * @param points in the order of x
 */
record Series(String name, List<Point> points) {

    /** One value. */
    record Point(double x, double y) {

        boolean known() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    private static final int MOST_POINTS = 800;

    Series {
        points = List.copyOf(points);
    }

    boolean known() {
        return points.stream().anyMatch(Point::known);
    }

    /** The same line across what is missing: for values that are rare, not lost. */
    Series joined() {
        return new Series(name, points.stream().filter(Point::known).toList());
    }

    /**
     * The same line with few enough points to draw: of each stretch the lowest and the highest
     * stay, so that no peak is lost.
     */
    Series thinned() {
        if (points.size() <= MOST_POINTS) {
            return this;
        }
        int stretch = (points.size() + MOST_POINTS / 2 - 1) / (MOST_POINTS / 2);
        var kept = new ArrayList<Point>();
        for (int from = 0; from < points.size(); from += stretch) {
            keepExtremes(points.subList(from, Math.min(points.size(), from + stretch)), kept);
        }
        return new Series(name, kept);
    }

    private static void keepExtremes(List<Point> stretch, List<Point> kept) {
        var known = stretch.stream().filter(Point::known).toList();
        if (known.isEmpty()) {
            kept.add(stretch.getFirst());
            return;
        }
        var byY = Comparator.comparingDouble(Point::y);
        var low = known.stream().min(byY).orElseThrow();
        var high = known.stream().max(byY).orElseThrow();
        kept.add(low.x() <= high.x() ? low : high);
        if (low.x() != high.x()) {
            kept.add(low.x() <= high.x() ? high : low);
        }
    }
}
