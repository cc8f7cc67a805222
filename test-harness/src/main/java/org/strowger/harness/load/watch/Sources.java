package org.strowger.harness.load.watch;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.process.ControlDoor;
import org.strowger.harness.process.Metrics;

/** What a {@link Sampler} looks at. Each is used by one thread. */
public final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final double SECOND = 1e9;
    private static final double MICROS = 1e6;

    private Sources() {}

    /** CPU, memory, threads and files of the switch. */
    public static Sampler.Source ofSwitch(long pid) {
        var process = new ProcessView(pid);
        var cpu = new Rate();
        return values ->
                process.usage()
                        .ifPresent(usage -> {
                            cpu.put(values, Names.SWITCH_CPU, usage.cpuSeconds());
                            values.put(Names.RSS, (double) usage.rss());
                            values.put(Names.THREADS, (double) usage.threads());
                            values.put(Names.FILES, (double) usage.files());
                        });
    }

    /** CPU of several processes together. */
    public static Sampler.Source ofGenerator(Supplier<List<Long>> pids) {
        var cpu = new Rate();
        return values ->
                cpu.put(
                        values,
                        Names.GENERATOR_CPU,
                        pids.get().stream()
                                .mapToDouble(pid -> new ProcessView(pid).cpuSeconds())
                                .sum());
    }

    /** What the control door's metrics say; nothing while it does not answer. */
    public static Sampler.Source ofDoor(ControlDoor door) {
        return values -> {
            try {
                var metrics = Metrics.parse(door.text("/metrics"));
                values.put(Names.LIVE, metrics.sum("strowger_calls"));
                values.put(Names.WAITING, metrics.sum("strowger_queue_calls"));
                values.put(Names.HEAP_USED, metrics.sum("jvm_memory_used_bytes", "area", "heap"));
                values.put(Names.HEAP_LIVE, metrics.sum("strowger_heap_after_gc_bytes"));
                values.put(
                        Names.LONGEST_STEP,
                        metrics.sum("strowger_signalling_step_longest_seconds") * MICROS);
                metrics.samples("strowger_agents")
                        .forEach(one ->
                                values.merge(
                                        Names.AGENTS + "." + one.labels().getOrDefault("state", ""),
                                        one.value(),
                                        Double::sum));
            } catch (UncheckedIOException | IllegalStateException e) {
                LOG.debug("no sample of the metrics", e); // Too busy to say, or dead.
            }
        };
    }

    /** A source at which it is looked only every so many times. */
    public static Sampler.Source every(int times, Sampler.Source source) {
        var looks = new AtomicInteger();
        return values -> {
            if (looks.getAndIncrement() % times == 0) {
                source.look(values);
            }
        };
    }

    /** Growth in a second. */
    private static final class Rate {
        private double value = Double.NaN;
        private long at;

        void put(Map<String, Double> values, String name, double now) {
            long clock = System.nanoTime();
            if (!Double.isNaN(value)) {
                values.put(name, Math.max(0, now - value) / ((clock - at) / SECOND));
            }
            value = now;
            at = clock;
        }
    }
}
