package org.strowger.harness.load;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.strowger.harness.load.caller.CallerOutcome;
import org.strowger.harness.load.caller.CallerPlan;
import org.strowger.harness.load.caller.CallerRun;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.process.Ports;

/** All SIPps that call at a time: one for each share of a profile. */
final class Callers implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    /** How often one is started again that found its port taken. */
    private static final int MOST_RESTARTS = 3;

    private final List<CallerRun> runs = new CopyOnWriteArrayList<>();
    private final Map<Path, Integer> restarts = new HashMap<>();
    private final PrintStream progress;
    private final UnaryOperator<CallerPlan> otherPorts;

    private Callers(PrintStream progress, UnaryOperator<CallerPlan> otherPorts) {
        this.progress = progress;
        this.otherPorts = otherPorts;
    }

    /**
     * Starts them.
     *
     * @param progress is told when one found its port taken
     */
    static Callers start(List<CallerPlan> plans, PrintStream progress) {
        return start(plans, progress, plan -> plan.from(Ports.free(), Ports.media()));
    }

    /** The same, with what to do when a port is taken. */
    static Callers start(
            List<CallerPlan> plans, PrintStream progress, UnaryOperator<CallerPlan> otherPorts) {
        var callers = new Callers(progress, otherPorts);
        try {
            plans.forEach(plan -> callers.runs.add(CallerRun.start(plan)));
            return callers;
        } catch (RuntimeException e) {
            callers.kill();
            throw e;
        }
    }

    /**
     * Waits until all are done.
     *
     * @param trouble says why not to wait any longer
     * @return that reason; empty when they are done
     */
    Optional<String> await(Supplier<Optional<String>> trouble) {
        while (areCalling()) {
            var why = trouble.get();
            if (why.isPresent()) {
                return why;
            }
            pause();
        }
        return Optional.empty();
    }

    /** Whether anybody still calls; who found a port taken is started again from others. */
    boolean areCalling() {
        runs.replaceAll(this::restarted);
        return runs.stream().anyMatch(CallerRun::isAlive);
    }

    private CallerRun restarted(CallerRun run) {
        var plan = run.plan();
        int before = restarts.getOrDefault(plan.folder(), 0);
        if (before == MOST_RESTARTS || !run.foundPortTaken()) {
            return run;
        }
        restarts.put(plan.folder(), before + 1);
        var other = otherPorts.apply(plan);
        progress.printf(
                "  SIPp of %s: %s; again from port %d%n",
                plan.folder().getFileName(), run.complaint(), other.local());
        run.close();
        return CallerRun.start(other);
    }

    /** CPU of those that still run. */
    double cpuSeconds() {
        return pids().stream().mapToDouble(pid -> new ProcessView(pid).cpuSeconds()).sum();
    }

    List<Long> pids() {
        return runs.stream().map(CallerRun::pid).toList();
    }

    List<CallerOutcome> outcomes() {
        return runs.stream().map(CallerRun::outcome).toList();
    }

    @Override
    public void close() {
        kill();
    }

    /** SIGKILL for those that still run; what is known of their calls stays. */
    void kill() {
        runs.forEach(CallerRun::close);
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
