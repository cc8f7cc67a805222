package org.strowger.harness.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.result.Finding;

/**
 * Measures hot steps of the switch, a whole call, and a call of a whole switch under load, each as
 * a ratio to the {@link Reference} in the same run, so that the machine's speed does not count; and
 * what they allocate, which hardly depends on the machine at all.
 */
public final class Guard {

    /** Octets that a step may allocate more, whatever the limit: what the counting itself adds. */
    private static final double SLACK_OCTETS = 24;

    private Guard() {}

    /**
     * Measures everything.
     *
     * @param folder for the results of the laboratory
     * @param progress for a line on each thing that takes long
     * @throws LoadFailure when the laboratory cannot run
     */
    public static Ratios measure(Effort effort, Path folder, PrintStream progress) {
        var ratios = new ArrayList<>(steps(Step.all(), effort, progress));
        progress.println("a switch under load");
        ratios.add(LoadCost.measure(effort, folder, progress));
        return new Ratios(
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                effort.jvms(),
                effort.loads(),
                ratios);
    }

    /** Measures these. */
    static List<Ratios.Ratio> steps(List<Step> steps, Effort effort, PrintStream progress) {
        var jvms = new ArrayList<List<Turns.Turn>>();
        for (int jvm = 1; jvm <= effort.jvms(); jvm++) {
            progress.printf("%d steps, JVM %d of %d%n", steps.size(), jvm, effort.jvms());
            jvms.add(Turns.measure(steps, effort.rounds(), effort.warmUp()));
        }
        return steps.stream().map(step -> ratio(step.name(), jvms)).toList();
    }

    private static Ratios.Ratio ratio(String step, List<List<Turns.Turn>> jvms) {
        var own =
                jvms.stream()
                        .map(turns -> turns.stream().filter(t -> t.step().equals(step)).toList())
                        .toList();
        return Ratios.Ratio.of(
                step,
                own.stream().map(Guard::ratio).toList(),
                own.stream().map(turns -> least(turns, Turns.Turn::octets)).toList());
    }

    /**
     * The fastest turn over the fastest of the reference beside: other work of the machine makes
     * each turn slower by something else, and none faster.
     */
    private static double ratio(List<Turns.Turn> turns) {
        return least(turns, Turns.Turn::nanos) / least(turns, Turns.Turn::reference);
    }

    static double least(List<Turns.Turn> turns, ToDoubleFunction<Turns.Turn> figure) {
        return turns.stream().mapToDouble(figure).min().orElseThrow();
    }

    /**
     * Compares.
     *
     * @param limit how many times the recorded ratio, or the recorded allocation, is too much
     * @return a finding for each recorded step
     */
    public static List<Finding> check(Ratios recorded, Ratios measured, double limit) {
        return recorded.ratios().stream().map(was -> check(was, measured, limit)).toList();
    }

    private static Finding check(Ratios.Ratio was, Ratios measured, double limit) {
        return measured.ratios().stream()
                .filter(is -> is.step().equals(was.step()))
                .findFirst()
                .map(is -> check(was, is, limit))
                .orElseGet(() -> Finding.of(was.step(), false, "was not measured"));
    }

    private static Finding check(Ratios.Ratio was, Ratios.Ratio is, double limit) {
        boolean slower = is.ratio() > was.ratio() * limit;
        boolean bigger = is.octets() > was.octets() * limit + SLACK_OCTETS;
        return Finding.of(
                was.step(),
                !slower && !bigger,
                String.format(
                        Locale.ROOT,
                        "%.4f of the reference (%.4f to %.4f), recorded %.4f: %.2f times; %.0f octets,"
                                + " recorded %.0f; limit %.2f",
                        is.ratio(),
                        is.lowest(),
                        is.highest(),
                        was.ratio(),
                        is.ratio() / was.ratio(),
                        is.octets(),
                        was.octets(),
                        limit));
    }
}
