package org.strowger.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.strowger.sip.DelayHistogram;

/** Makes meters that are read when somebody asks. */
final class Meters {

    private static final double MICROS = 1e6;

    private final PrometheusMeterRegistry registry;
    private final List<Object> held = new ArrayList<>(); // Micrometer holds them weakly.

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
        Supplier<Number> number = value::getAsDouble;
        Gauge.builder(name, number).description(help).tags(Tags.of(labels)).register(registry);
    }

    /** What only grows; the name without {@code _total}. */
    void counter(String name, String help, DoubleSupplier value, String... labels) {
        held.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(Tags.of(labels))
                .register(registry);
    }

    /**
     * Histograms of one name, by their labels; each is shown once there is something in it.
     * Micrometer takes none that is counted elsewhere.
     */
    void histograms(
            String name, String help, SequencedMap<Labels, Supplier<DelayHistogram.Reading>> all) {
        collector(() -> {
            var snapshot = HistogramSnapshot.builder().name(name).help(help);
            all.forEach((labels, reading) -> {
                var now = reading.get();
                if (now.count() > 0) {
                    snapshot.dataPoint(point(labels, now));
                }
            });
            return snapshot.build();
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
