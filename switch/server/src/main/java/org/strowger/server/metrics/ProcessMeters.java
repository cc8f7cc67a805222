package org.strowger.server.metrics;

import com.sun.management.GarbageCollectorMXBean;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The process: JVM, memory, CPU, files, version. */
final class ProcessMeters implements AutoCloseable {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("\nVmRSS:\\s+(\\d+) kB");
    private static final int KIB = 1_024;

    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);

    private final Set<String> heapPools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toUnmodifiableSet());

    void addTo(Meters meters) {
        List<MeterBinder> binders =
                List.of(
                        collections,
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics());
        binders.forEach(binder -> binder.bindTo(meters.registry()));
        meters.gauge(
                "process_resident_memory_bytes", "Memory of the process", ProcessMeters::resident);
        meters.gauge(
                "strowger_heap_after_gc_bytes",
                "Heap that the last collection left; 0 before the first",
                this::heapAfterGc);
        var version = version();
        var java = System.getProperty("java.runtime.version", "unknown");
        meters.collector(() ->
                InfoSnapshot.builder()
                        .name("strowger_build")
                        .help("What runs")
                        .dataPoint(
                                InfoDataPointSnapshot.builder()
                                        .labels(Labels.of("java", java, "version", version))
                                        .build())
                        .build());
    }

    @Override
    public void close() {
        collections.close();
    }

    /** NaN where there is no /proc. */
    static double resident() {
        try {
            var status = Files.readString(STATUS);
            var found = RESIDENT.matcher(status);
            return found.find() ? Double.parseDouble(found.group(1)) * KIB : Double.NaN;
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /** Of the collection that ended last, of whatever kind. */
    private double heapAfterGc() {
        long latest = -1;
        long used = 0;
        for (var collector : collectors) {
            var last = collector.getLastGcInfo();
            if (last != null && last.getEndTime() > latest) {
                latest = last.getEndTime();
                used =
                        last.getMemoryUsageAfterGc().entrySet().stream()
                                .filter(pool -> heapPools.contains(pool.getKey()))
                                .mapToLong(pool -> pool.getValue().getUsed())
                                .sum();
            }
        }
        return used;
    }

    private static String version() {
        try (var in = ProcessMeters.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is not built in");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
