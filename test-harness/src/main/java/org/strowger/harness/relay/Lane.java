package org.strowger.harness.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** One direction: its weather, its dice and its counters. */
final class Lane {

    private final Fault fault;
    private final LongAdder received = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder duplicated = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile Weather weather;

    Lane(Weather weather, long seed) {
        this.weather = weather;
        this.fault = new Fault(seed);
    }

    void setWeather(Weather newWeather) {
        weather = newWeather;
    }

    /** The delays after which a datagram arrives. */
    List<Duration> arrivals(boolean isCut) {
        received.increment();
        if (isCut) {
            cut.increment();
            return List.of();
        }
        var arrivals = fault.next(weather);
        if (arrivals.isEmpty()) {
            lost.increment();
        }
        duplicated.add(Math.max(0, arrivals.size() - 1));
        return arrivals;
    }

    void delivered() {
        delivered.increment();
    }

    void refused() {
        refused.increment();
    }

    Counts counts() {
        return new Counts(
                received.sum(),
                lost.sum(),
                cut.sum(),
                duplicated.sum(),
                delivered.sum(),
                refused.sum());
    }
}
