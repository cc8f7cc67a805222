package org.strowger.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every metric of one switch. A scrape asks the signalling thread one short question and reads
 * everything else where it is published; nobody on the call path waits for it.
 */
public final class SwitchMetrics implements AutoCloseable {

    private final Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    /** Of a switch that has seen every kind of call. */
    private static final int USUAL_LENGTH = 1 << 16;

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Readings readings;
    private final ProcessMeters process;

    /** Registers all; nothing is read before the first scrape. */
    public SwitchMetrics(Sources sources) {
        readings = new Readings(sources);
        new CallMeters(sources, readings).addTo(meters);
        new QualityMeters(sources).addTo(meters);
        new SipMeters(sources, readings).addTo(meters);
        new TrunkMeters(readings).addTo(meters);
        new AcdMeters(sources, readings).addTo(meters);
        new RecordMeters(readings).addTo(meters);
        process = new ProcessMeters();
        process.addTo(meters);
    }

    /** Everything as it is now, in Prometheus' text format 0.0.4. Waits for at most a second. */
    public String text() {
        oneAtATime.lock();
        try {
            readings.refresh();
            var all = meters.registry().getPrometheusRegistry().scrape();
            return TextFormat.of(all, USUAL_LENGTH);
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public void close() {
        process.close();
        meters.registry().close();
    }
}
