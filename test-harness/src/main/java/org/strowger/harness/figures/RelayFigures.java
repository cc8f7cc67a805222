package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.result.Finding;

/**
 * Calls that are relayed by one loop, 50 packets a second each way: CPU a packet that comes in and
 * goes out, the time it takes, heap and direct memory of a leg; then more and more calls while a
 * packet of a hundred takes no longer than 5 ms. The same, where it is installed, with rtpengine
 * with one thread in user space, by the same phones. Who relays has the first core, the phones have
 * the second.
 */
final class RelayFigures {

    private static final int WARM_UP_SECONDS = 20;
    private static final int STEP_WARM_UP_SECONDS = 4;
    private static final int STEP_SECONDS = 5;
    private static final int STEP = 100;
    private static final int STEPS = 12;
    private static final int TRIES = 3;
    private static final double DELAY_LIMIT_MICROS = 5_000;
    private static final double MEMORY_LIMIT = 12 * 1_024;

    private RelayFigures() {}

    static Measured measure(BenchSettings settings, PrintStream progress) throws IOException {
        var findings = new ArrayList<Finding>();
        var figures = new LinkedHashMap<String, Object>();
        int ours;
        var cores = settings.cores();
        try (var phones = new VoiceSocket();
                var relay = OurRelay.start(cores, settings.out(), phones.address())) {
            var trial = new RelayTrial(relay, phones, settings.out());
            long before = memory();
            var first = first(trial, settings, progress, relay.name());
            double octets = (double) (memory() - before) / settings.legs();
            findings.add(delay(first));
            findings.add(memory(octets));
            var found = new LinkedHashMap<>(first.figures());
            found.put("heap and direct memory of a leg, octets", octets);
            ours = most(trial, first, settings, found, progress);
            figures.put(relay.name(), found);
        }
        if (!Rtpengine.isInstalled()) {
            progress.println("  rtpengine is not installed: nothing to compare with");
            return new Measured(findings, figures);
        }
        try (var phones = new VoiceSocket();
                var other = Rtpengine.start(cores.ofSwitch(), settings.out(), phones.address())) {
            var trial = new RelayTrial(other, phones, settings.out());
            var first = first(trial, settings, progress, other.name());
            var found = new LinkedHashMap<>(first.figures());
            int theirs = most(trial, first, settings, found, progress);
            figures.put(other.name(), found);
            if (settings.pinned()) {
                findings.add(most(ours, theirs));
            }
        }
        return new Measured(findings, figures);
    }

    private static Finding most(int ours, int theirs) {
        return Finding.of(
                "relayed calls on one core",
                ours >= theirs,
                "%d, rtpengine %d, with p99 of transit within 5 ms".formatted(ours, theirs));
    }

    private static RelayTrial.Step first(
            RelayTrial trial, BenchSettings settings, PrintStream progress, String name)
            throws IOException {
        int warmUp = Math.min(WARM_UP_SECONDS, settings.seconds());
        var step = trial.step(settings.legs() / 2, warmUp, settings.seconds());
        progress.println("  " + name);
        progress.println("    " + step.text());
        return step;
    }

    /**
     * The most calls that still hold; 0 when the first ones do not. Not looked for without a core.
     */
    private static int most(
            RelayTrial trial,
            RelayTrial.Step first,
            BenchSettings settings,
            Map<String, Object> figures,
            PrintStream progress)
            throws IOException {
        int most = first.holds() ? first.calls() : 0;
        var steps = new ArrayList<Map<String, Object>>();
        int last = settings.pinned() ? STEPS : 0;
        for (int i = 1; i <= last && most == first.calls() + (i - 1) * STEP; i++) {
            var step = held(trial, first.calls() + i * STEP, progress);
            if (step != null) {
                most = step.calls();
                steps.add(step.figures());
            }
        }
        figures.put("most calls", most);
        figures.put("steps", steps);
        return most;
    }

    /** So many calls; what else the machine did may have been in the way. */
    private static RelayTrial.@Nullable Step held(RelayTrial trial, int calls, PrintStream progress)
            throws IOException {
        for (int i = 0; i < TRIES; i++) {
            var step = trial.step(calls, STEP_WARM_UP_SECONDS, STEP_SECONDS);
            progress.println("    " + step.text());
            if (step.holds() && step.isOffered()) {
                return step;
            }
        }
        return null;
    }

    private static Finding delay(RelayTrial.Step step) {
        double micros = step.transit().micros(99.9);
        return Finding.of(
                "delay of a relayed packet",
                step.holds() && step.isOffered() && micros <= DELAY_LIMIT_MICROS,
                step.text() + " (limit 99.9 % within 5 ms)");
    }

    private static Finding memory(double octets) {
        return Finding.of(
                "memory of a relayed leg",
                octets <= MEMORY_LIMIT,
                "%.0f octets of heap and direct memory, at most %.0f"
                        .formatted(octets, MEMORY_LIMIT));
    }

    /** Octets of live heap, and of direct memory. */
    private static long memory() {
        long direct =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return ClassHistogram.now().total() + direct + EngineUnderLoad.pooledOctets();
    }
}
