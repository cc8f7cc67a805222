package org.strowger.harness.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.Load;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.LoadSettings;
import org.strowger.harness.load.Profile;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.load.result.Sample;

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
    private static final int T1_MILLIS = 100;

    /** In a run so short the best compiler would compile to the end, and be most of the figure. */
    private static final List<String> QUICKLY_COMPILED = List.of("-XX:TieredStopAtLevel=1");

    private static final int REFERENCE_ROUNDS = 10;

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
            var round = run(folder.resolve("load-" + i), progress);
            double after = reference(effort);
            double nanos = Objects.requireNonNull(round.cost()).cpuMicrosPerCall() * 1_000;
            ratios.add(nanos / ((before + after) / 2));
            octets.add(octetsPerCall(round.samples()));
            before = after;
        }
        return Ratios.Ratio.of(NAME, ratios, octets);
    }

    private static double reference(Effort effort) {
        var turns = Turns.measure(List.of(Step.REFERENCE), REFERENCE_ROUNDS, effort.warmUp());
        return Guard.least(turns, Turns.Turn::nanos);
    }

    private static Round run(Path folder, PrintStream progress) {
        var settings =
                LoadSettings.of(List.of(Profile.ANSWER), CALLS, RATE, folder)
                        .brief(WARM_UP, T1_MILLIS, QUICKLY_COMPILED);
        var result = Load.run(settings, progress, new Interruption());
        if (!result.passed()) {
            throw new LoadFailure(
                    "the run of the laboratory in " + folder + " did not pass: " + result.blame());
        }
        return result.rounds().getFirst();
    }

    /** What the heap grew by, over the calls of the same seconds; those with a collection aside. */
    static double octetsPerCall(List<Sample> samples) {
        double octets = 0;
        double calls = 0;
        for (int i = 1; i < samples.size(); i++) {
            var sample = samples.get(i);
            double grown =
                    value(sample, Names.HEAP_USED) - value(samples.get(i - 1), Names.HEAP_USED);
            if (grown > 0) {
                octets += grown;
                calls += value(sample, Names.OFFERED) * (sample.at() - samples.get(i - 1).at());
            }
        }
        if (calls == 0) {
            throw new LoadFailure("the heap of the switch was not measured while it had calls");
        }
        return octets / calls;
    }

    private static double value(Sample sample, String name) {
        return sample.values().getOrDefault(name, 0.0);
    }
}
