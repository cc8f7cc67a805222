package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Spool, loader and recorder. */
final class RecordMeters {

    private static final double MICROS = 1e6;
    private static final String FSYNC = "spool.fsync.";

    private static final List<String> GAUGES =
            List.of(
                    "spool.queued",
                    "spool.failing",
                    "spool.space.alarm",
                    "spool.space.refusing",
                    "spool.space.reserveHeld",
                    "recordings.running",
                    "recordings.spaceAlarm");

    private static final List<String> COUNTERS =
            List.of(
                    "spool.spooled",
                    "spool.beyondLimit",
                    "spool.unwritable",
                    "spool.shortened",
                    "spool.defects",
                    "spool.failedWrites",
                    "spool.space.alarms",
                    "loader.events",
                    "loader.calls",
                    "loader.failures",
                    "loader.refusedEvents",
                    "loader.damaged",
                    "loader.deletedFiles",
                    "recordings.begun",
                    "recordings.complete",
                    "recordings.failed",
                    "recordings.refused",
                    "recordings.notQueued",
                    "recordings.lost",
                    "recordings.defects");

    private static final List<String> FSYNC_BUCKETS =
            List.of("upTo1Ms", "upTo5Ms", "upTo20Ms", "upTo50Ms", "upTo100Ms", "longer");
    private static final double[] FSYNC_SECONDS = {
        0.001, 0.005, 0.02, 0.05, 0.1, Double.POSITIVE_INFINITY
    };

    private final Readings readings;

    RecordMeters(Readings readings) {
        this.readings = readings;
    }

    void addTo(Meters meters) {
        for (var name : GAUGES) {
            meters.gauge(metric(name), "Records: " + name, () -> readings.record(name));
        }
        for (var name : COUNTERS) {
            meters.counter(metric(name), "Records: " + name, () -> readings.record(name));
        }
        meters.collector(this::fsyncs);
    }

    private static String metric(String name) {
        return "strowger_" + CallMeters.snake(name);
    }

    private MetricSnapshot fsyncs() {
        var counts = FSYNC_BUCKETS.stream().mapToLong(b -> readings.record(FSYNC + b)).toArray();
        return HistogramSnapshot.builder()
                .name("strowger_spool_fsync_seconds")
                .help("How long the disk took to make a group of records durable")
                .dataPoint(
                        HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                .classicHistogramBuckets(
                                        ClassicHistogramBuckets.of(FSYNC_SECONDS, counts))
                                .sum(readings.record(FSYNC + "totalMicros") / MICROS)
                                .build())
                .build();
    }
}
