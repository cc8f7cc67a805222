package org.strowger.harness.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.Load;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.LoadSettings;
import org.strowger.harness.load.Profile;
import org.strowger.harness.load.result.Cost;
import org.strowger.harness.load.result.Round;

/**
 * What a call costs a whole switch with sockets and all its threads: {@code answer} runs of the
 * laboratory, in turns with the reference.
 */
final class LoadCost {

    /** Its key in the stored ratios. */
    static final String NAME = "answer call, the whole switch under load";

    private static final int CALLS = 2_000;
    private static final int WARM_UP = 2_000;
    private static final double RATE = 500;
    private static final int T1_MILLIS = 50;
    private static final double NANOS = 1_000;

    /** In a run so short the best compiler would compile to the end, and be most of the figure. */
    private static final List<String> QUICKLY_COMPILED = List.of("-XX:TieredStopAtLevel=1");

    private static final int REFERENCE_ROUNDS = 5;

    private LoadCost() {}

    /**
     * Measures.
     *
     * @param folder for the results of the laboratory
     * @throws LoadFailure when it cannot be run, or a run did not pass
     */
    static Ratios.Ratio measure(Effort effort, Path folder, PrintStream progress) {
        var ratios = new ArrayList<Double>();
        var octets = new ArrayList<Double>();
        double before = reference(effort);
        for (int i = 1; i <= effort.loads(); i++) {
            var cost = cost(folder.resolve("load-" + i), progress);
            double after = reference(effort);
            ratios.add(cost.cpuMicrosPerCall() * NANOS / ((before + after) / 2));
            octets.add((double) (cost.heapAfter() - cost.heapBefore()) / CALLS);
            before = after;
        }
        return Ratios.Ratio.of(NAME, ratios, octets);
    }

    private static double reference(Effort effort) {
        return Turns.measure(List.of(Step.REFERENCE), REFERENCE_ROUNDS, effort.warmUp()).stream()
                .mapToDouble(Turns.Turn::nanos)
                .min()
                .orElseThrow();
    }

    private static Cost cost(Path folder, PrintStream progress) {
        var settings =
                LoadSettings.of(List.of(Profile.ANSWER), CALLS, RATE, folder)
                        .brief(WARM_UP, T1_MILLIS, QUICKLY_COMPILED);
        var result = Load.run(settings, progress, new Interruption());
        var cost = result.rounds().stream().map(Round::cost).findFirst().orElse(null);
        if (!result.passed() || cost == null) {
            throw new LoadFailure("the run of the laboratory in " + folder + " did not pass");
        }
        return cost;
    }
}
