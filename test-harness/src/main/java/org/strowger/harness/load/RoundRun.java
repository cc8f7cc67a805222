package org.strowger.harness.load;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.load.watch.Sampler;
import org.strowger.harness.load.watch.Sources;

/** One round against one switch, from its warm-up to what was left behind. */
final class RoundRun {

    private final RoundPlan plan;
    private final Target target;
    private final Cores cores;
    private final PrintStream progress;
    private final Supplier<Optional<String>> trouble;
    private final List<Sums> parts = new ArrayList<>();
    private String partial = "";

    /**
     * A round.
     *
     * @param progress for a line on each thing that takes long
     * @param interruption stops it
     */
    RoundRun(
            RoundPlan plan,
            Target target,
            Cores cores,
            PrintStream progress,
            Interruption interruption) {
        this.plan = plan;
        this.target = target;
        this.cores = cores;
        this.progress = progress;
        this.trouble = () -> interruption.reason().or(target::death);
    }

    /** Why the round ended before its time; empty when it did not. */
    String partial() {
        return partial;
    }

    /** Runs it. */
    Round run() {
        var startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var plans = new CallerPlans(plan, target.sip(), cores.ofGenerator());
        var inside = new Inside(target, trouble);
        inside.arrive();
        if (plan.warmUp() > 0) {
            progress.printf("  warming up with %d calls%n", plan.warmUp());
            parts.add(offer(Callers.start(plans.warmUp())));
        }
        inside.begin();
        progress.printf("  %d calls at %.0f/s%n", plan.calls(), plan.rate());
        var callers = Callers.start(plans.measured());
        var sampler = Sampler.start(sources(callers));
        Sums sums;
        try (sampler) {
            sums = offer(callers);
        }
        parts.add(sums);
        inside.end(parts.stream().mapToLong(part -> part.sessions().established()).sum());
        progress.printf("  waiting for the switch to come to rest%n");
        inside.rest();
        return result(startedAt, inside, sums, sampler);
    }

    private Round result(Instant startedAt, Inside inside, Sums sums, Sampler sampler) {
        var samples = sums.complete(sampler.samples(), sampler.startedMillis());
        return new Round(
                plan.profile().text(),
                plan.number(),
                plan.settings().out().relativize(plan.folder()).toString(),
                startedAt.toString(),
                sums.seconds(),
                plan.described(),
                sums.sessions(),
                sums.times().percentiles(),
                inside.cost(sums.sessions(), samples),
                null,
                null,
                null,
                inside.withPauses(samples, sampler.startedMillis()),
                List.of());
    }

    private Sums offer(Callers callers) {
        try (callers) {
            callers.await(partial.isEmpty() ? trouble : Optional::empty)
                    .ifPresent(why -> partial = why);
            return new Sums(callers.outcomes());
        }
    }

    private List<Sampler.Source> sources(Callers callers) {
        var sources = new ArrayList<Sampler.Source>();
        target.pid().ifPresent(pid -> sources.add(Sources.ofSwitch(pid)));
        target.door().ifPresent(door -> sources.add(Sources.ofDoor(door)));
        long own = ProcessHandle.current().pid();
        sources.add(
                Sources.ofGenerator(() -> {
                    var pids = new ArrayList<>(callers.pids());
                    pids.add(own);
                    return pids;
                }));
        sources.add(Sources.ofCount(Names.OFFERED, () -> callers.count("TotalCallCreated")));
        sources.add(Sources.ofCount(Names.FAILED, () -> callers.count("FailedCall(C)")));
        return sources;
    }
}
