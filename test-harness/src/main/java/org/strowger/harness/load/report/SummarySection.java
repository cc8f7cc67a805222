package org.strowger.harness.load.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.strowger.harness.load.result.Round;

/** Several rounds: medians and spread, by profile. */
final class SummarySection {

    private SummarySection() {}

    static void write(Html html, Map<String, List<Round>> profiles) {
        html.open("section").element("h2", "Summary");
        html.element(
                "p",
                "Median over the rounds of a profile; spread is the lowest and the highest of them."
                        + " A round that did not pass counts as well.",
                "class",
                "note");
        profiles.forEach((profile, rounds) -> profile(html, profile, rounds));
        html.close("section");
    }

    private static void profile(Html html, String profile, List<Round> rounds) {
        long passed = rounds.stream().filter(Round::passed).count();
        html.element("h3", profile + ": " + passed + " of " + rounds.size() + " rounds passed");
        var table = Table.begin(html, "figure", "median", "lowest", "highest", "rounds");
        for (var figure : Figure.ALL) {
            double[] values = values(figure, rounds);
            if (values.length > 0) {
                table.row(
                        figure.name(),
                        List.of(
                                figure.show(median(values)),
                                figure.show(values[0]),
                                figure.show(values[values.length - 1]),
                                values.length + " of " + rounds.size()));
            }
        }
        table.end();
    }

    /** Those that are known, in ascending order. */
    static double[] values(Figure figure, List<Round> rounds) {
        return rounds.stream()
                .mapToDouble(figure::value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** NaN of none. */
    static double median(double... values) {
        int n = values.length;
        if (n == 0) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
