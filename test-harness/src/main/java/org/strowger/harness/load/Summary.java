package org.strowger.harness.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.strowger.harness.load.result.Cost;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Limit;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;

/** A result in a few lines of text. */
public final class Summary {

    private static final double MILLI = 1_000;

    private Summary() {}

    /** Of a result that lies in that folder. */
    public static String of(Result result, Path folder) {
        var text = new StringBuilder();
        result.rounds().forEach(round -> text.append(line(round)));
        profiles(result)
                .forEach(profile -> {
                    var rounds = of(result, profile);
                    if (rounds.size() > 1) {
                        text.append(medians(profile, rounds));
                    }
                });
        if (!result.partial().isEmpty()) {
            text.append("partial: ").append(result.partial()).append('\n');
        }
        text.append(result.passed() ? "passed" : "FAILED");
        return text.append(": ").append(folder).append('\n').toString();
    }

    private static String line(Round round) {
        var text = new StringBuilder(counts(round));
        var answer = round.times().get(Names.INVITE_200);
        if (answer != null) {
            text.append(times(answer));
        }
        var cost = round.cost();
        if (cost != null) {
            text.append(spent(cost));
        }
        var limit = round.limit();
        if (limit != null) {
            text.append(found(limit));
        }
        round.findings().stream()
                .filter(finding -> !finding.holds())
                .forEach(finding -> text.append(broken(finding)));
        return text.toString();
    }

    private static String counts(Round round) {
        var sessions = round.sessions();
        return String.format(
                Locale.ROOT,
                "%s %d: %d calls, %d failed %s, offered %.1f/s, carried %.1f/s%n",
                round.profile(),
                round.number(),
                sessions.attempted(),
                sessions.failed(),
                sessions.failures().isEmpty() ? "" : sessions.failures(),
                sessions.offeredPerSecond(),
                sessions.carriedPerSecond());
    }

    private static String times(Percentiles answer) {
        return String.format(
                Locale.ROOT,
                "  INVITE to 200: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                answer.p50() / MILLI,
                answer.p99() / MILLI,
                answer.max() / MILLI);
    }

    private static String spent(Cost cost) {
        return String.format(
                Locale.ROOT,
                "  switch: %.3f ms of CPU a call; %d pauses, longest %.1f ms%n",
                cost.cpuMicrosPerCall() / MILLI,
                cost.gcPauses(),
                cost.gcLongestPauseMicros() / MILLI);
    }

    private static String found(Limit limit) {
        return String.format(
                Locale.ROOT,
                "  limit: %.0f calls/s at %.3f ms of CPU a call, bound by the %s%n",
                limit.rate(),
                limit.cpuMicrosPerCall() / MILLI,
                limit.boundBy());
    }

    private static String broken(Finding finding) {
        return "  NOT SO: %s: %s %s%n".formatted(finding.name(), finding.detail(), finding.calls());
    }

    private static String medians(String profile, List<Round> rounds) {
        var text =
                new StringBuilder(
                        String.format(Locale.ROOT, "%s, %d rounds:%n", profile, rounds.size()));
        var limits = rounds.stream().map(Round::limit).filter(Objects::nonNull).toList();
        text.append(spread("limit, calls/s", limits.stream().mapToDouble(Limit::rate)));
        var answers =
                rounds.stream()
                        .map(round -> round.times().get(Names.INVITE_200))
                        .filter(Objects::nonNull)
                        .toList();
        text.append(
                spread(
                        "INVITE to 200, p99, ms",
                        answers.stream().mapToDouble(answer -> answer.p99() / MILLI)));
        var costs = rounds.stream().map(Round::cost).filter(Objects::nonNull).toList();
        text.append(
                spread(
                        "CPU a call, ms",
                        costs.stream().mapToDouble(cost -> cost.cpuMicrosPerCall() / MILLI)));
        return text.toString();
    }

    private static String spread(String name, DoubleStream figures) {
        var values = figures.sorted().toArray();
        if (values.length == 0) {
            return "";
        }
        int middle = values.length / 2;
        double median =
                values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return String.format(
                Locale.ROOT,
                "  %s: median %.3f (%.3f to %.3f)%n",
                name,
                median,
                values[0],
                values[values.length - 1]);
    }

    private static List<String> profiles(Result result) {
        return result.rounds().stream().map(Round::profile).distinct().toList();
    }

    private static List<Round> of(Result result, String profile) {
        return result.rounds().stream().filter(round -> round.profile().equals(profile)).toList();
    }
}
