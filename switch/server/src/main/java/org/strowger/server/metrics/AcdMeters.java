package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.strowger.acd.AcdCensus;
import org.strowger.acd.WaitEstimate;
import org.strowger.acd.WaitFigures;

/** Agents by state, callers by queue, and the way to the distributor. */
final class AcdMeters {

    private static final double MICROS = 1e6;

    private final Sources from;
    private final Readings readings;

    AcdMeters(Sources from, Readings readings) {
        this.from = from;
        this.readings = readings;
    }

    void addTo(Meters meters) {
        agents(meters, "logged-out", AcdCensus::loggedOut);
        agents(meters, "ready", AcdCensus::ready);
        agents(meters, "offered", AcdCensus::offered);
        agents(meters, "talking", AcdCensus::talking);
        agents(meters, "wrap-up", AcdCensus::wrapUp);
        agents(meters, "busy", AcdCensus::busy);
        agents(meters, "not-ready", AcdCensus::notReady);
        meters.gauge(
                "strowger_agents_idle",
                "Agents who would take a call now",
                () -> from.ring().census().idle());
        meters.collector(this::queues);
        meters.collector(this::handleTimes);
        meters.collector(this::expected);
        meters.collector(this::estimates);
        meters.collector(this::waited);
        meters.collector(this::errors);
        ring(meters);
    }

    private void agents(Meters meters, String state, ToIntFunction<AcdCensus> figure) {
        meters.gauge(
                "strowger_agents",
                "Agents by state",
                () -> figure.applyAsInt(from.ring().census()),
                "state",
                state);
    }

    private void ring(Meters meters) {
        var ring = from.ring();
        meters.gauge(
                "strowger_acd_idle_and_waiting",
                "Waiting calls that an idle agent could have had",
                ring::idleAndWaiting);
        meters.gauge(
                "strowger_acd_ring_fill_ratio",
                "Used part of the distributor's ring",
                () -> readings.signalling(SignallingReading::ringFill));
        meters.gauge(
                "strowger_acd_outbox",
                "Events that found no room on the ring",
                () -> readings.signalling(SignallingReading::outbox));
        meters.gauge(
                "strowger_acd_entries",
                "Calls, offers and talks that the distributor and call control hold",
                () -> readings.signalling(now -> now.acdEntries() + ring.entries()));
        meters.counter(
                "strowger_acd_ignored_events",
                "Events about what the distributor did not know",
                ring::ignoredEvents);
        meters.counter(
                "strowger_acd_missed",
                "Callers who waited over 100 ms while an agent was idle for them",
                ring::missed);
        meters.counter(
                "strowger_acd_corrections",
                "Agents of whom the distributor believed what their legs did not say",
                from.corrections()::getAsLong);
        meters.counter("strowger_acd_defects", "Exceptions met by the ring", ring::defects);
        meters.counter(
                "strowger_acd_journal_lost", "Events missing in the journal", from.journal()::lost);
    }

    /** Queues come and go with the configuration: their labels are those of now. */
    private MetricSnapshot queues() {
        var calls = GaugeSnapshot.builder().name("strowger_queue_calls").help("Calls in queues");
        for (var queue : from.ring().census().queues()) {
            calls.dataPoint(point(queue, "waiting", queue.waiting()));
            calls.dataPoint(point(queue, "offered", queue.offered()));
        }
        return calls.build();
    }

    private MetricSnapshot handleTimes() {
        var name = "strowger_queue_handle_seconds";
        return gauge(name, "Talk and wrap-up of the last calls", WaitFigures::handleMicros);
    }

    private MetricSnapshot expected() {
        var name = "strowger_queue_expected_wait_seconds";
        return gauge(name, "Wait of who would join now", WaitFigures::expectedMicros);
    }

    private MetricSnapshot estimates() {
        var counter =
                CounterSnapshot.builder()
                        .name("strowger_queue_estimates")
                        .help("Answered calls that were told a time at joining");
        from.ring().waits().forEach(of -> counter.dataPoint(point(of, (double) of.measured())));
        return counter.build();
    }

    private MetricSnapshot waited() {
        var name = "strowger_queue_estimated_wait_seconds";
        return counter(name, "How long these waited", WaitFigures::waitedMicros);
    }

    private MetricSnapshot errors() {
        var name = "strowger_queue_estimate_error_seconds";
        return counter(name, "By how much the times were wrong", WaitFigures::errorMicros);
    }

    private MetricSnapshot gauge(String name, String help, ToLongFunction<WaitFigures> micros) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        for (var of : from.ring().waits()) {
            long value = micros.applyAsLong(of);
            gauge.dataPoint(
                    GaugeDataPointSnapshot.builder()
                            .labels(Labels.of("queue", of.queue().value()))
                            .value(value == WaitEstimate.UNKNOWN ? Double.NaN : value / MICROS)
                            .build());
        }
        return gauge.build();
    }

    private MetricSnapshot counter(String name, String help, ToLongFunction<WaitFigures> micros) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        for (var of : from.ring().waits()) {
            counter.dataPoint(point(of, micros.applyAsLong(of) / MICROS));
        }
        return counter.build();
    }

    private static CounterDataPointSnapshot point(WaitFigures of, double value) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of("queue", of.queue().value()))
                .value(value)
                .build();
    }

    private static GaugeDataPointSnapshot point(AcdCensus.Queue queue, String state, int value) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("queue", queue.id().value(), "state", state))
                .value(value)
                .build();
    }
}
