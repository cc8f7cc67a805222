package org.strowger.harness.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.load.report.Page;
import org.strowger.harness.load.report.ResultFile;
import org.strowger.harness.load.result.Machine;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.process.Folders;

/** {@code tools/strowger load}: runs what was asked for, and leaves a result folder behind. */
public final class Load {

    private static final long MIB = 1L << 20;
    private static final long LEAST_SPACE = 100 * MIB;

    private final LoadSettings settings;
    private final PrintStream progress;
    private final Interruption interruption;
    private final boolean steady;
    private final Cores cores;
    private final List<Round> rounds = new ArrayList<>();
    private String partial = "";

    private Load(
            LoadSettings settings,
            PrintStream progress,
            Interruption interruption,
            boolean steady) {
        this.settings = settings;
        this.progress = progress;
        this.interruption = interruption;
        this.steady = steady;
        this.cores = settings.findLimit() ? Cores.apart() : Cores.shared();
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
        return run(new Load(settings, progress, interruption, false), interruption);
    }

    /** The same, and the switch may not grow meanwhile, see {@link Soak}. */
    static Result steady(LoadSettings settings, PrintStream progress, Interruption interruption) {
        return run(new Load(settings, progress, interruption, true), interruption);
    }

    private static Result run(Load load, Interruption interruption) {
        try {
            return load.run();
        } catch (UncheckedIOException e) {
            throw new LoadFailure("the result cannot be written: " + e.getMessage(), e);
        } finally {
            interruption.stopped();
        }
    }

    private Result run() {
        make(settings.out());
        demandSpace(settings.out(), space(settings.out()));
        var machine = Machines.here(SippCheck.version(settings.out()));
        for (int number = 1; number <= settings.rounds(); number++) {
            for (var profile : settings.profiles()) {
                if (interruption.reason().isEmpty() && partial.isEmpty()) {
                    attempt(RoundPlan.of(settings, profile, number));
                    write(machine);
                }
            }
        }
        return write(machine);
    }

    /** A round that cannot be run ends the run; what was found before it stays. */
    private void attempt(RoundPlan plan) {
        try {
            round(plan);
        } catch (LoadFailure | IllegalStateException | UncheckedIOException e) {
            clearInterrupt();
            partial = interruption.reason().orElse(String.valueOf(e.getMessage()));
            if (rounds.isEmpty() && interruption.reason().isEmpty()) {
                throw e instanceof LoadFailure ? e : new LoadFailure(partial, e);
            }
        }
    }

    private void round(RoundPlan plan) {
        progress.printf(
                "round %d of %d, %s%n", plan.number(), settings.rounds(), plan.profile().text());
        make(plan.folder());
        cores.pinThisProcess(plan.folder());
        try (var target = target(plan, cores);
                var called = CalledSide.start(plan, target)) {
            var run = new RoundRun(plan, target, cores, called, progress, interruption);
            rounds.add(steady ? steady(run, plan, target) : run.run());
            partial = run.partial();
        }
        if (!settings.keep() && partial.isEmpty() && rounds.getLast().passed()) {
            Folders.delete(plan.folder().resolve("data"));
        }
    }

    private static Round steady(RoundRun run, RoundPlan plan, Target target) {
        if (!(target instanceof OwnSwitch ours)) {
            throw new LoadFailure("a soak needs a switch of its own");
        }
        try (var heap = LiveHeap.watch(ours.process()::heapAfterGc, Soak.pause(plan.offering()))) {
            run.watch(heap);
            var round = run.run();
            return round.and(Soak.check(round.samples(), plan.offering()));
        }
    }

    /** Who was woken to stop still has to write the result, which an interrupted thread cannot. */
    private static void clearInterrupt() {
        Thread.interrupted();
    }

    private Target target(RoundPlan plan, Cores cores) {
        var foreign = settings.target();
        return foreign == null
                ? OwnSwitch.start(plan, plan.folder(), cores.ofSwitch())
                : ForeignSwitch.find(foreign, settings.data());
    }

    private Result write(Machine machine) {
        var why = interruption.reason().orElse(partial);
        var result = new Result(Result.FORMAT, settings.command(), machine, why, rounds);
        ResultFile.write(result, settings.out());
        Page.write(result, settings.out());
        return result;
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LoadFailure("cannot make the folder " + e.getMessage(), e);
        }
    }

    private static long space(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new LoadFailure("cannot look at the folder " + e.getMessage(), e);
        }
    }

    /** With less the switch would refuse calls, as its records find no room, and logs would end. */
    static void demandSpace(Path folder, long octets) {
        if (octets < LEAST_SPACE) {
            throw new LoadFailure(
                    "%s has %d MiB of space left; logs and records of a run need %d MiB or more"
                            .formatted(folder, octets / MIB, LEAST_SPACE / MIB));
        }
    }
}
