package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Round;

/** Distributions of a round: a table of percentiles and a picture of them. */
final class TimesSection {

    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "max");

    private TimesSection() {}

    static void write(Html html, Round round) {
        html.element("h3", "Response times and other distributions");
        var all = distributions(round);
        if (all.isEmpty()) {
            html.element("p", "No times were measured.", "class", "missing");
            return;
        }
        var table = Table.begin(html, "", "count", "mean", "p50", "p90", "p99", "p99.9", "max");
        all.forEach((name, times) -> table.row(name, cells(times)));
        table.end();
        plot(html, all);
    }

    private static Map<String, Percentiles> distributions(Round round) {
        var all = new LinkedHashMap<String, Percentiles>(new TreeMap<>(round.times()));
        var sound = round.sound();
        if (sound != null) {
            all.put("RTP jitter", sound.jitter());
            all.put("RTP lateness", sound.lateness());
            all.put("generator's own lateness", sound.ownLateness());
        }
        var queueing = round.queueing();
        if (queueing != null) {
            all.put("wait in queue", queueing.waits());
        }
        return all;
    }

    private static List<String> cells(Percentiles times) {
        var cells = new ArrayList<String>();
        cells.add(Figures.count(times.count()));
        boolean none = times.count() == 0;
        cells.add(none ? Figures.MISSING : Figures.millis(times.mean()));
        for (long value : values(times)) {
            cells.add(none ? Figures.MISSING : Figures.millis(value));
        }
        return cells;
    }

    private static long[] values(Percentiles times) {
        return new long[] {times.p50(), times.p90(), times.p99(), times.p999(), times.max()};
    }

    private static void plot(Html html, Map<String, Percentiles> all) {
        var lines = new ArrayList<Series>();
        all.forEach((name, times) -> lines.add(line(name, times)));
        double low = Chart.values(lines).mapToDouble(Series.Point::y).min().orElse(Double.NaN);
        if (Double.isNaN(low)) {
            return;
        }
        double high = Chart.values(lines).mapToDouble(Series.Point::y).max().orElse(low);
        html.open("div", "class", "charts");
        new Chart(
                        "Percentiles",
                        "Logarithmic: each line of the grid is ten times the one below.",
                        Axis.named("share of the calls that were as fast or faster", PERCENTILES),
                        Axis.logarithmic("ms", low, high),
                        lines)
                .write(html);
        html.close("div");
    }

    /** A time of 0 has no place on a logarithmic axis: it stands at 1 µs, the resolution. */
    private static Series line(String name, Percentiles times) {
        long[] values = values(times);
        return new Series(
                name,
                IntStream.range(0, values.length)
                        .filter(_ -> times.count() > 0)
                        .mapToObj(i ->
                                new Series.Point(
                                        i, Math.max(1, values[i]) / Figures.MICROS_PER_MILLI))
                        .toList());
    }
}
