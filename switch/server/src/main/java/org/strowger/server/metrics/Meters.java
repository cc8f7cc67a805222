package org.strowger.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.strowger.sip.DelayHistogram;

/**
 * Makes meters that are read when somebody asks. They stand beside Micrometer's own in its
 * registry: what Micrometer makes of a meter anew in each scrape (its name, its labels, and whether
 * they are well-formed) was most of what remained of a scrape's cost.
 */
final class Meters {

    private static final double MICROS = 1e6;

    private final PrometheusMeterRegistry registry;
    private final Map<String, Family> families = new HashMap<>();

    Meters(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * A value of now.
     *
     * @param labels name, value, name, value
     */
    void gauge(String name, String help, DoubleSupplier value, String... labels) {
        family(name, help, false).add(Labels.of(labels), value);
    }

    /** What only grows; the name without {@code _total}. */
    void counter(String name, String help, DoubleSupplier value, String... labels) {
        family(name, help, true).add(Labels.of(labels), value);
    }

    private Family family(String name, String help, boolean counts) {
        return families.computeIfAbsent(
                name,
                _ -> {
                    var made = new Family(name, help, counts);
                    collector(made);
                    return made;
                });
    }

    /** Histograms of one name, by their labels; each is shown once there is something in it. */
    void histograms(
            String name, String help, SequencedMap<Labels, Supplier<DelayHistogram.Reading>> all) {
        var metadata = new MetricMetadata(name, help);
        collector(() -> {
            var points = new ArrayList<HistogramDataPointSnapshot>();
            all.forEach((labels, reading) -> {
                var now = reading.get();
                if (now.count() > 0) {
                    points.add(point(labels, now));
                }
            });
            return new HistogramSnapshot(metadata, points);
        });
    }

    void collector(Collector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    private static HistogramDataPointSnapshot point(Labels labels, DelayHistogram.Reading now) {
        var bounds = new double[now.counts().length];
        for (int i = 0; i < bounds.length - 1; i++) {
            bounds[i] = now.boundsMicros()[i] / MICROS;
        }
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, now.counts()))
                .sum(now.totalMicros() / MICROS)
                .build();
    }
}
