package org.strowger.harness.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.harness.load.caller.CallerOutcome;
import org.strowger.harness.load.caller.CallerPlan;
import org.strowger.harness.load.caller.CallerRun;
import org.strowger.harness.load.watch.ProcessView;

/** All SIPps that call at a time: one for each share of a profile. */
final class Callers implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final List<CallerRun> runs;

    private Callers(List<CallerRun> runs) {
        this.runs = runs;
    }

    /** Starts them. */
    static Callers start(List<CallerPlan> plans) {
        var runs = new ArrayList<CallerRun>();
        try {
            plans.forEach(plan -> runs.add(CallerRun.start(plan)));
            return new Callers(runs);
        } catch (RuntimeException e) {
            runs.forEach(CallerRun::close);
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
        while (runs.stream().anyMatch(CallerRun::isAlive)) {
            var why = trouble.get();
            if (why.isPresent()) {
                return why;
            }
            pause();
        }
        return Optional.empty();
    }

    boolean areCalling() {
        return runs.stream().anyMatch(CallerRun::isAlive);
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
