package org.strowger.harness.load;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.result.Limit;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.load.watch.Sampler;
import org.strowger.harness.load.watch.Sources;

/** One round against one switch, from its warm-up to what was left behind. */
final class RoundRun {

    /** A scrape takes some ms of CPU in a young JVM, which the search would count as the calls'. */
    private static final int SPARING = 10;

    private final RoundPlan plan;
    private final Target target;
    private final Cores cores;
    private final CalledSide called;
    private final PrintStream progress;
    private final Supplier<Optional<String>> trouble;
    private final Inside inside;
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<Sampler.Source> more = new ArrayList<>();
    private final List<Sums> warmUp = new ArrayList<>();
    private List<Sums> measured = List.of();
    private @Nullable Limit limit;
    private volatile Supplier<List<Long>> sipps = List::of;
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
            CalledSide called,
            PrintStream progress,
            Interruption interruption) {
        this.plan = plan;
        this.target = target;
        this.cores = cores;
        this.called = called;
        this.progress = progress;
        this.trouble = () -> interruption.reason().or(target::death);
        this.inside = new Inside(target, trouble);
    }

    /** Why the round ended before its time; empty when it did not. */
    String partial() {
        return partial;
    }

    /** Looks there too; to be said before the round runs. */
    void watch(Sampler.Source source) {
        more.add(source);
    }

    /** Runs it. */
    Round run() {
        var plans = new CallerPlans(plan, target, called.callerPorts(), cores.ofGenerator());
        inside.arrive();
        if (plan.warmUp() > 0) {
            progress.printf("  warming up with %d calls%n", plan.warmUp());
            warmUp.add(offer(Callers.start(plans.warmUp(), progress)));
        }
        inside.begin();
        var sampler = Sampler.start(sources());
        try (sampler) {
            measured = plan.settings().findLimit() ? search(plans) : offerAll(plans);
        }
        inside.end();
        progress.printf("  waiting for the switch to come to rest%n");
        inside.rest(established());
        inside.readJournal(target.data());
        trouble.get().filter(_ -> partial.isEmpty()).ifPresent(why -> partial = why);
        return result(sampler);
    }

    private List<Sums> offerAll(CallerPlans plans) {
        progress.printf("  %d calls at %.0f/s%n", plan.calls(), plan.rate());
        return List.of(offer(Callers.start(plans.measured(), progress)));
    }

    private List<Sums> search(CallerPlans plans) {
        var trial = new LimitTrial(plan, target, plans, called::hangUp, progress, trouble);
        limit = LimitSearch.from(plan.rate(), trial).limit();
        return trial.parts();
    }

    private Sums offer(Callers callers) {
        try (callers) {
            sipps = callers::pids;
            callers.await(trouble).ifPresent(why -> partial = why);
        }
        return new Sums(callers.outcomes());
    }

    private long established() {
        return Sums.of(measured).dialling().sessions().established()
                + Sums.of(warmUp).dialling().sessions().established();
    }

    private Round result(Sampler sampler) {
        var sums = Sums.of(measured);
        var samples = sums.complete(sampler.samples(), sampler.startedMillis());
        var all = new ArrayList<>(warmUp);
        all.addAll(measured);
        var journal = inside.journal();
        return new Round(
                plan.profile().text(),
                plan.number(),
                plan.settings().out().relativize(plan.folder()).toString(),
                startedAt.toString(),
                sums.seconds(),
                plan.described(),
                limit == null ? sums.sessions() : sums.sessionsAt(limit),
                sums.times().percentiles(),
                inside.cost(sums.sessions(), samples),
                called.sound(),
                journal == null || journal.visits().isEmpty() ? null : journal.queueing(),
                limit,
                inside.completed(samples, sampler.startedMillis()),
                new Findings(plan, Sums.of(all), sums, !partial.isEmpty())
                        .of(inside, called.answerers()));
    }

    private List<Sampler.Source> sources() {
        var sources = new ArrayList<Sampler.Source>();
        target.pid().ifPresent(pid -> sources.add(Sources.ofSwitch(pid)));
        int times = plan.settings().findLimit() ? SPARING : 1;
        target.door().ifPresent(door -> sources.add(Sources.every(times, Sources.ofDoor(door))));
        sources.add(Sources.ofGenerator(this::generator));
        sources.add(values -> values.putAll(called.sample()));
        sources.addAll(more);
        return sources;
    }

    private List<Long> generator() {
        var all = new ArrayList<>(sipps.get());
        all.add(ProcessHandle.current().pid());
        return all;
    }
}
