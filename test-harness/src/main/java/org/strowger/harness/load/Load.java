package org.strowger.harness.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;

/** {@code tools/strowger load}: runs what was asked for, and leaves a result folder behind. */
public final class Load {

    private final LoadSettings settings;
    private final PrintStream progress;
    private final Interruption interruption;
    private final List<Round> rounds = new ArrayList<>();
    private String partial = "";

    private Load(LoadSettings settings, PrintStream progress, Interruption interruption) {
        this.settings = settings;
        this.progress = progress;
        this.interruption = interruption;
    }

    /**
     * Runs all rounds, profiles in turn.
     *
     * @param progress for a line on each thing that takes long
     * @param interruption stops it; what there is by then is written, marked as partial
     * @return the result, which also lies in the folder
     * @throws LoadFailure when nothing can be run at all
     */
    public static Result run(
            LoadSettings settings, PrintStream progress, Interruption interruption) {
        try {
            return new Load(settings, progress, interruption).run();
        } finally {
            interruption.stopped();
        }
    }

    private Result run() {
        make();
        var machine = Machines.here(SippCheck.version(settings.out()));
        for (int number = 1; number <= settings.rounds(); number++) {
            for (var profile : settings.profiles()) {
                if (partial.isEmpty()) {
                    round(RoundPlan.of(settings, profile, number));
                }
            }
        }
        var result = new Result(Result.FORMAT, settings.command(), machine, partial, rounds);
        ResultFolder.write(result, settings.out());
        return result;
    }

    private void round(RoundPlan plan) {
        progress.printf(
                "round %d of %d, %s%n", plan.number(), settings.rounds(), plan.profile().text());
        var cores = settings.findLimit() ? Cores.apart() : Cores.shared();
        try {
            Files.createDirectories(plan.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var target = OwnSwitch.start(plan, plan.folder(), cores.ofSwitch())) {
            var run = new RoundRun(plan, target, cores, progress, interruption);
            rounds.add(run.run());
            partial = run.partial();
        }
    }

    private void make() {
        try {
            Files.createDirectories(settings.out());
        } catch (IOException e) {
            throw new LoadFailure(
                    "cannot make the folder %s: %s".formatted(settings.out(), e.getMessage()), e);
        }
    }
}
