package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import org.strowger.sip.TrunkState;

/** Trunks and their hosts. Their labels are those of the configuration. */
final class TrunkMeters {

    private final Readings readings;

    TrunkMeters(Readings readings) {
        this.readings = readings;
    }

    void addTo(Meters meters) {
        meters.collector(this::hosts);
        meters.collector(this::registered);
        meters.collector(this::calls);
    }

    private MetricSnapshot hosts() {
        var hosts =
                GaugeSnapshot.builder()
                        .name("strowger_trunk_host_up")
                        .help("1 for a host that takes calls");
        for (var state : readings.trunks()) {
            boolean up = state.service() == TrunkState.Service.UP;
            var host = state.host().isEmpty() ? state.name() : state.host();
            hosts.dataPoint(point(Labels.of("host", host, "trunk", state.trunk()), up ? 1 : 0));
        }
        return hosts.build();
    }

    private MetricSnapshot registered() {
        var registered =
                GaugeSnapshot.builder()
                        .name("strowger_trunk_registered")
                        .help("1 for a trunk that knows where we are");
        var values = new LinkedHashMap<String, Integer>();
        for (var state : readings.trunks()) {
            if (state.registration() != TrunkState.Registration.NONE) {
                boolean known = state.registration() == TrunkState.Registration.REGISTERED;
                values.put(state.trunk(), known ? 1 : 0);
            }
        }
        values.forEach(
                (trunk, value) -> registered.dataPoint(point(Labels.of("trunk", trunk), value)));
        return registered.build();
    }

    private MetricSnapshot calls() {
        var calls =
                GaugeSnapshot.builder()
                        .name("strowger_trunk_calls")
                        .help("Calls of a trunk in both directions");
        var values = new LinkedHashMap<String, Integer>();
        readings.trunks().forEach(state -> values.put(state.trunk(), state.calls()));
        values.forEach((trunk, value) -> calls.dataPoint(point(Labels.of("trunk", trunk), value)));
        return calls.build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, int value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
