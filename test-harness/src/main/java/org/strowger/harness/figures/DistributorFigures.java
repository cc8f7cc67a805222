package org.strowger.harness.figures;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.strowger.harness.bench.DistributorRounds;
import org.strowger.harness.bench.DistributorRounds.Result;
import org.strowger.harness.load.result.Finding;

/** What an event costs the distributor's core, against the number of agents. */
final class DistributorFigures {

    private static final List<Integer> AGENTS = List.of(100, 1_000, 10_000, 100_000);
    private static final int WAITING = 100_000;

    /** The size that has limits. */
    private static final int AT = 10_000;

    private static final int EVENTS = 1_000_000;
    private static final int RING_RATE = 50_000;

    private static final double MOST_MICROS = 1;
    private static final double MOST_ASSIGNMENT = 20;
    private static final double MOST_RING = 100;
    private static final long MOST_PER_CALLER = 1_024;
    private static final long MOST_PER_AGENT = 2_048;

    private DistributorFigures() {}

    static Measured measure(BenchSettings settings, PrintStream progress) {
        var findings = new ArrayList<Finding>();
        var figures = new LinkedHashMap<String, Object>();
        for (int agents : AGENTS) {
            progress.printf("%d agents%n", agents);
            int rate = agents == AT ? RING_RATE : 0;
            var result = DistributorRounds.measure(agents, WAITING, EVENTS, rate, settings.out());
            progress.println(line(result));
            figures.put(agents + " agents", result);
            if (agents == AT) {
                findings.addAll(findings(result));
            }
        }
        return new Measured(findings, figures);
    }

    private static String line(Result result) {
        var figures = result.figures();
        return String.format(
                Locale.ROOT,
                "%d agents, %d waiting: %.2f us an event; assignment %.1f us (median),"
                        + " %.1f us (99 %%), %.1f us (99.9 %%); %d octets an agent, %d a caller",
                result.agents(),
                result.waiting(),
                result.microsPerEvent(),
                figures.medianMicros(),
                figures.p99Micros(),
                figures.p999Micros(),
                figures.octetsPerAgent(),
                figures.octetsPerCaller());
    }

    private static List<Finding> findings(Result result) {
        var figures = result.figures();
        return List.of(
                limited("an event, us", result.microsPerEvent(), MOST_MICROS),
                limited("an assignment, 99.9 %, us", figures.p999Micros(), MOST_ASSIGNMENT),
                limited("ring included, 99.9 %, us", result.ringP999Micros(), MOST_RING),
                limited(
                        "octets a waiting caller",
                        (double) figures.octetsPerCaller(),
                        MOST_PER_CALLER),
                limited("octets an idle agent", (double) figures.octetsPerAgent(), MOST_PER_AGENT),
                Finding.of(
                        "checked by the naive rule",
                        figures.checked() >= figures.decisions() / 101,
                        figures.checked() + " of " + figures.decisions() + " decisions"),
                Finding.of("journal", figures.lost() == 0, figures.lost() + " events not written"));
    }

    private static Finding limited(String what, double value, double most) {
        return Finding.of(
                "distributor: " + what,
                value <= most,
                String.format(Locale.ROOT, "%.2f, limit %.0f", value, most));
    }
}
