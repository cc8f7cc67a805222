package org.strowger.harness.load.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.strowger.harness.load.result.Limit;

/** The steps to the breaking point. */
final class LimitSection {

    private LimitSection() {}

    static void write(Html html, Limit limit) {
        html.element("h3", "Breaking point");
        html.element("p", sentence(limit), "class", "result");
        var table =
                Table.begin(
                        html,
                        "wanted /s",
                        "offered /s",
                        "carried /s",
                        "failed",
                        "late",
                        "CPU of the switch",
                        "CPU of the generator",
                        "INVITE-200 p99");
        limit.steps().forEach(step -> table.row(Figures.number(step.wanted()), cells(step)));
        table.end();
        if (!limit.steps().isEmpty()) {
            charts(html, limit);
        }
    }

    private static String sentence(Limit limit) {
        var gave =
                switch (limit.boundBy()) {
                    case "generator" ->
                            "The generator gave way first: the switch may carry more than that.";
                    case "switch" -> "The switch gave way first.";
                    default -> "What gave way first: " + limit.boundBy() + ".";
                };
        return "Session establishment rate (RFC 7502): %s, at %s of CPU of the switch per call. %s"
                .formatted(
                        Figures.perSecond(limit.rate()),
                        Figures.micros(limit.cpuMicrosPerCall()),
                        gave);
    }

    private static List<String> cells(Limit.Step step) {
        return List.of(
                Figures.number(step.offered()),
                Figures.number(step.carried()),
                Figures.count(step.failed()),
                Figures.count(step.late()),
                Figures.percent(step.switchCpu()),
                Figures.percent(step.generatorCpu()),
                Figures.millis((double) step.invite200p99()));
    }

    private static void charts(Html html, Limit limit) {
        var steps =
                limit.steps().stream()
                        .sorted(Comparator.comparingDouble(Limit.Step::wanted))
                        .toList();
        double last = steps.getLast().wanted();
        var wanted = Axis.linear("wanted calls/s", 0, last);
        html.open("div", "class", "charts");
        chart(
                html,
                "Offered, carried and failed",
                wanted,
                "calls/s",
                line("offered", steps, Limit.Step::offered),
                line("carried", steps, Limit.Step::carried));
        chart(
                html,
                "Calls without success",
                wanted,
                "calls",
                line("failed", steps, Limit.Step::failed),
                line("late", steps, Limit.Step::late));
        chart(
                html,
                "CPU, each on its own core",
                wanted,
                "% of its core",
                line("switch", steps, s -> 100 * s.switchCpu()),
                line("generator", steps, s -> 100 * s.generatorCpu()));
        chart(html, "INVITE to 200", wanted, "ms", line("p99", steps, LimitSection::p99));
        html.close("div");
    }

    private static void chart(Html html, String title, Axis wanted, String unit, Series... series) {
        Chart.fromZero(title, "", wanted, unit, List.of(series)).write(html);
    }

    private static double p99(Limit.Step step) {
        return step.invite200p99() / Figures.MICROS_PER_MILLI;
    }

    private static Series line(
            String name, List<Limit.Step> steps, ToDoubleFunction<Limit.Step> value) {
        return new Series(
                name,
                steps.stream()
                        .map(s -> new Series.Point(s.wanted(), value.applyAsDouble(s)))
                        .toList());
    }
}
