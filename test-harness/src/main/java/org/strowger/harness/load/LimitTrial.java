package org.strowger.harness.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.harness.load.result.Limit;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.process.ControlDoor;

/** Steps of the search for the limit, against one switch. */
final class LimitTrial implements LimitSearch.Trial {

    private static final double STEP_S = 3;
    private static final double CONFIRM_S = 8;

    /**
     * The Establishment Threshold Time of RFC 7502 (section 4.1, RFC 7501): a session that takes
     * longer has failed. It is T1: the caller has sent its INVITE again by then. Without it a
     * backlog that is worked off after the step would pass.
     */
    private static final long ESTABLISHMENT_MICROS = 500_000;

    /**
     * For calls that are still going on when the rate is over; later, they have failed. Long enough
     * that a backlog is worked off: calls that are cut short would lie in the way of the next step.
     */
    private static final Duration DRAIN = Duration.ofSeconds(6);

    /** A switch that was offered too much is left alone until its calls are over. */
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    private static final Duration POLL = Duration.ofMillis(20);
    private static final double SECOND = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;

    private final RoundPlan plan;
    private final Target target;
    private final CallerPlans plans;
    private final Runnable hangUp;
    private final PrintStream progress;
    private final Supplier<Optional<String>> trouble;
    private final ProcessView own = new ProcessView(ProcessHandle.current().pid());
    private final List<Sums> parts = new ArrayList<>();

    LimitTrial(
            RoundPlan plan,
            Target target,
            CallerPlans plans,
            Runnable hangUp,
            PrintStream progress,
            Supplier<Optional<String>> trouble) {
        this.plan = plan;
        this.target = target;
        this.plans = plans;
        this.hangUp = hangUp;
        this.progress = progress;
        this.trouble = trouble;
    }

    /** All calls of all steps, in order. */
    List<Sums> parts() {
        return List.copyOf(parts);
    }

    @Override
    public boolean stopped() {
        return trouble.get().isPresent();
    }

    @Override
    public Limit.Step at(double rate, boolean confirm) {
        double seconds = confirm ? CONFIRM_S : STEP_S;
        int calls = (int) Math.ceil(rate * seconds);
        long before = live();
        try (var callers = Callers.start(plans.step(parts.size() + 1, rate, calls), progress)) {
            var used = offer(callers, seconds);
            long end = System.nanoTime() + drain().toNanos();
            callers.await(() -> System.nanoTime() - end > 0 ? Optional.of("late") : trouble.get());
            callers.kill();
            var sums = new Sums(callers.outcomes());
            parts.add(sums);
            var sessions = sums.sessions();
            var times = sums.times();
            long late = times.above(Names.INVITE_200, ESTABLISHMENT_MICROS);
            var step =
                    new Limit.Step(
                            rate,
                            sessions.offeredPerSecond(),
                            sessions.carriedPerSecond(),
                            sessions.failed(),
                            late,
                            used.ofSwitch(),
                            used.ofGenerator(),
                            times.at(Names.INVITE_200, 99));
            progress.print(line(step));
            recover(before);
            return step;
        }
    }

    private record Shares(double ofSwitch, double ofGenerator) {}

    /** Waits while the rate is on, and sees what it takes. */
    private Shares offer(Callers callers, double seconds) {
        long start = System.nanoTime();
        double switchBefore = switchCpu();
        double ownBefore = own.cpuSeconds();
        double sipp = 0;
        double elapsed = 0;
        while (elapsed < seconds && callers.areCalling() && !stopped()) {
            pause();
            elapsed = (System.nanoTime() - start) / SECOND;
            sipp = Math.max(sipp, callers.cpuSeconds());
        }
        return new Shares(
                (switchCpu() - switchBefore) / elapsed,
                (own.cpuSeconds() - ownBefore + sipp) / elapsed);
    }

    /** Calls that were cut short in a step before lie about for longer: they are not waited for. */
    private void recover(long before) {
        if (live() > before) {
            hangUp.run();
        }
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (!stopped() && System.nanoTime() - end < 0 && live() > before) {
            pause();
        }
    }

    private long live() {
        return target.door().map(LimitTrial::live).orElse(0L);
    }

    private static long live(ControlDoor door) {
        try {
            return door.counts().getOrDefault("calls", 0L);
        } catch (IllegalStateException e) {
            return Long.MAX_VALUE; // It does not find the time to say.
        }
    }

    private Duration drain() {
        return DRAIN.plusNanos(plan.talk().mean() * 2_000);
    }

    private double switchCpu() {
        return target.pid().isPresent()
                ? new ProcessView(target.pid().getAsLong()).cpuSeconds()
                : 0;
    }

    private static String line(Limit.Step step) {
        return String.format(
                Locale.ROOT,
                "  %7.0f/s wanted, %7.0f/s offered, %d failed, %d late, p99 %.1f ms,"
                        + " switch %.0f %%, generator %.0f %%%n",
                step.wanted(),
                step.offered(),
                step.failed(),
                step.late(),
                step.invite200p99() / MICROS_PER_MILLI,
                step.switchCpu() * 100,
                step.generatorCpu() * 100);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", e);
        }
    }
}
