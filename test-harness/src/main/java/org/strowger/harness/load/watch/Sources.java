package org.strowger.harness.load.watch;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.process.ControlDoor;

/** What a {@link Sampler} looks at. Each is used by one thread. */
public final class Sources {

    private static final double SECOND = 1e9;

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

    /** A count that only grows, as a rate. */
    public static Sampler.Source ofCount(String name, LongSupplier count) {
        var rate = new Rate();
        return values -> rate.put(values, name, count.getAsLong());
    }

    /** What the control door counts; nothing while it does not answer. */
    public static Sampler.Source ofDoor(ControlDoor door) {
        return values -> {
            try {
                var counts = door.counts();
                values.put(Names.LIVE, (double) counts.getOrDefault("calls", 0L));
                values.put(Names.WAITING, (double) counts.getOrDefault("acdEntries", 0L));
            } catch (UncheckedIOException | IllegalStateException e) {
                values.remove(Names.LIVE); // Too busy to say, or dead: the sample goes without.
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
