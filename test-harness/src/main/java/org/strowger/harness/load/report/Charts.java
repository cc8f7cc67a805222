package org.strowger.harness.load.report;

import static org.strowger.harness.load.result.Names.AGENTS;
import static org.strowger.harness.load.result.Names.CARRIED;
import static org.strowger.harness.load.result.Names.FAILED;
import static org.strowger.harness.load.result.Names.FILES;
import static org.strowger.harness.load.result.Names.GC_PAUSE;
import static org.strowger.harness.load.result.Names.GENERATOR_CPU;
import static org.strowger.harness.load.result.Names.HEAP_FULL;
import static org.strowger.harness.load.result.Names.HEAP_LIVE;
import static org.strowger.harness.load.result.Names.HEAP_USED;
import static org.strowger.harness.load.result.Names.INVITE_200_P50;
import static org.strowger.harness.load.result.Names.INVITE_200_P99;
import static org.strowger.harness.load.result.Names.LIVE;
import static org.strowger.harness.load.result.Names.OFFERED;
import static org.strowger.harness.load.result.Names.OFFERS;
import static org.strowger.harness.load.result.Names.RETRANSMISSIONS;
import static org.strowger.harness.load.result.Names.RSS;
import static org.strowger.harness.load.result.Names.RTP_JITTER;
import static org.strowger.harness.load.result.Names.RTP_LATENESS_P99;
import static org.strowger.harness.load.result.Names.RTP_LOST;
import static org.strowger.harness.load.result.Names.SWITCH_CPU;
import static org.strowger.harness.load.result.Names.THREADS;
import static org.strowger.harness.load.result.Names.WAITING;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.strowger.harness.load.result.Sample;

/** The charts of a round over time. */
final class Charts {

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;

    private final List<Sample> samples;
    private final Axis time;
    private final double unit;
    private final List<Chart> drawn = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private Charts(List<Sample> samples) {
        this.samples = samples;
        double last = samples.stream().mapToDouble(Sample::at).max().orElse(1);
        unit = last > 3 * HOUR ? HOUR : last > 5 * MINUTE ? MINUTE : 1;
        var name = unit == HOUR ? "hours" : unit == MINUTE ? "minutes" : "seconds";
        time = Axis.exact("time in " + name, 0, last / unit);
    }

    /** Writes those that have values, and the names of the others. */
    static void write(Html html, List<Sample> samples) {
        var charts = new Charts(samples);
        charts.calls();
        charts.resources();
        charts.sound();
        charts.queues();
        html.open("div", "class", "charts");
        charts.drawn.forEach(chart -> chart.write(html));
        html.close("div");
        if (!charts.missing.isEmpty()) {
            html.element(
                    "p",
                    "Not measured over time: " + String.join(", ", charts.missing) + ".",
                    "class",
                    "missing");
        }
    }

    private void calls() {
        draw("Calls", "calls/s", line("offered", OFFERED), line("carried", CARRIED));
        draw(
                "Failures and retransmissions",
                "per second",
                line("failed calls", FAILED),
                line("messages sent again", RETRANSMISSIONS));
        draw("Calls in the switch", "calls", line("live calls", LIVE));
        draw(
                "INVITE to 200",
                "ms",
                line("p50", INVITE_200_P50, 1 / Figures.MICROS_PER_MILLI),
                line("p99", INVITE_200_P99, 1 / Figures.MICROS_PER_MILLI));
    }

    private void resources() {
        draw(
                "CPU",
                "% of one core",
                line("switch", SWITCH_CPU, PERCENT),
                line("generator", GENERATOR_CPU, PERCENT));
        draw("CPU of the switch per call", "ms per offered call", line("switch", Charts::perCall));
        draw(
                "Memory of the switch",
                "MiB",
                line("heap used", HEAP_USED, 1 / Figures.MEBI),
                line("heap live", HEAP_LIVE, 1 / Figures.MEBI),
                line("resident", RSS, 1 / Figures.MEBI));
        if (samples.stream().anyMatch(s -> s.values().containsKey(HEAP_FULL))) {
            var full = line("live objects", HEAP_FULL, 1 / Figures.MEBI);
            draw("Heap after full collections", "MiB", full.joined());
        }
        draw(
                "Garbage collection pauses",
                "ms per sample",
                line("pause", GC_PAUSE, 1 / Figures.MICROS_PER_MILLI));
        draw("Threads and files", "open", line("threads", THREADS), line("files", FILES));
    }

    private void sound() {
        draw("RTP packets lost", "packets per sample", line("lost", RTP_LOST));
        draw(
                "RTP jitter and lateness",
                "ms",
                line("jitter", RTP_JITTER, 1 / Figures.MICROS_PER_MILLI),
                line("lateness p99", RTP_LATENESS_P99, 1 / Figures.MICROS_PER_MILLI));
    }

    private void queues() {
        draw("Callers in queues", "callers", line("waiting", WAITING));
        draw("Offers to agents", "offers/s", line("offers", OFFERS));
        var prefix = AGENTS + ".";
        var states =
                samples.stream()
                        .flatMap(sample -> sample.values().keySet().stream())
                        .filter(name -> name.startsWith(prefix))
                        .distinct()
                        .sorted()
                        .map(name -> line(name.substring(prefix.length()), name))
                        .toList();
        draw("Agents by state", "agents", states.toArray(Series[]::new));
    }

    private static double perCall(Sample sample) {
        double offered = sample.values().getOrDefault(OFFERED, Double.NaN);
        double share = sample.values().getOrDefault(SWITCH_CPU, Double.NaN);
        return offered > 0 ? share * MILLIS / offered : Double.NaN;
    }

    private Series line(String legend, String name) {
        return line(legend, name, 1);
    }

    private Series line(String legend, String name, double factor) {
        return line(legend, s -> s.values().getOrDefault(name, Double.NaN) * factor);
    }

    private Series line(String legend, ToDoubleFunction<Sample> value) {
        return new Series(
                legend,
                samples.stream()
                        .map(s -> new Series.Point(s.at() / unit, value.applyAsDouble(s)))
                        .toList());
    }

    private void draw(String title, String label, Series... lines) {
        var known = List.of(lines);
        if (known.stream().noneMatch(Series::known)) {
            missing.add(title);
            return;
        }
        known.stream()
                .filter(line -> !line.known())
                .forEach(line -> missing.add(title + " (" + line.name() + ")"));
        drawn.add(Chart.fromZero(title, "", time, label, known));
    }
}
