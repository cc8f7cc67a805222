package org.strowger.server.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * All gauges, or all counters, of one name. Name and labels are made and checked once; a scrape
 * only reads the values.
 */
final class Family implements Collector {

    /** One of them. */
    private record Member(Labels labels, DoubleSupplier value) {

        GaugeDataPointSnapshot gauge() {
            return new GaugeDataPointSnapshot(value.getAsDouble(), labels, null);
        }

        CounterDataPointSnapshot counter() {
            return new CounterDataPointSnapshot(value.getAsDouble(), labels, null, 0);
        }
    }

    private final MetricMetadata metadata;
    private final boolean counts;
    private final List<Member> members = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param counts whether they are counters
     */
    Family(String name, String help, boolean counts) {
        this.metadata = new MetricMetadata(name, help);
        this.counts = counts;
    }

    void add(Labels labels, DoubleSupplier value) {
        members.add(new Member(labels, value));
    }

    @Override
    public MetricSnapshot collect() {
        return counts
                ? new CounterSnapshot(metadata, members.stream().map(Member::counter).toList())
                : new GaugeSnapshot(metadata, members.stream().map(Member::gauge).toList());
    }
}
