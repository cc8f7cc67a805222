package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.strowger.sip.DelayHistogram;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;

/** SIP: response times, what it holds, and what it counts. */
final class SipMeters {

    private final Sources from;
    private final Readings readings;

    SipMeters(Sources from, Readings readings) {
        this.from = from;
        this.readings = readings;
    }

    void addTo(Meters meters) {
        var times = new LinkedHashMap<Labels, Supplier<DelayHistogram.Reading>>();
        for (var response : Response.values()) {
            times.put(
                    Labels.of(
                            "code", String.valueOf(response.status()), "method", response.method()),
                    () -> from.sip().responseTimes().read(response));
        }
        meters.histograms(
                "strowger_sip_response_seconds",
                "From reading a request to sending its response",
                times);
        resources(meters);
        for (var counter : SipCounter.values()) {
            meters.counter(
                    "strowger_sip_" + CallMeters.lower(counter),
                    "See SipCounter." + counter.name(),
                    () -> from.sip().value(counter));
        }
    }

    private void resources(Meters meters) {
        resource(meters, "client_transactions", SignallingReading::clientTransactions);
        resource(meters, "server_transactions", SignallingReading::serverTransactions);
        resource(meters, "dialogs", SignallingReading::dialogs);
        resource(meters, "registrations", SignallingReading::registrations);
        resource(meters, "timers", SignallingReading::timers);
        resource(meters, "legs", now -> now.calls().legs());
        resource(meters, "scripts", now -> now.calls().scripts());
        meters.gauge(
                "strowger_sip_connections",
                "TCP connections that are open",
                from.connections()::getAsInt);
        meters.gauge(
                "strowger_sip_banned_sources", "Sources that are banned", from.bans()::getAsInt);
    }

    private void resource(Meters meters, String name, ToDoubleFunction<SignallingReading> figure) {
        meters.gauge(
                "strowger_" + name, "How many there are now", () -> readings.signalling(figure));
    }
}
