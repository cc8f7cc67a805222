package org.strowger.harness.overload;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.process.SwitchProcess;

/**
 * A switch that has as many calls as it may have: it refuses everybody else, by the way that it
 * refuses in overload, and does nothing beside. So all its CPU is what refusals cost.
 */
final class FullSwitch {

    private static final double HELD_RATE = 50;
    private static final String HELD_NUMBER = "4004";

    /** Until then the compiler takes as much as the refusals do. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final double MICROS = 1e6;

    private final SwitchProcess strowger;
    private final PrintStream progress;

    /** Of a switch that may have {@code calls}, and has none yet. */
    FullSwitch(SwitchProcess strowger, PrintStream progress) {
        this.strowger = strowger;
        this.progress = progress;
    }

    /**
     * Fills it, and lets others call.
     *
     * @param calls that it may have
     * @param rate INVITEs a second
     * @return microseconds of CPU for each INVITE, its 503 and the ACK
     * @throws IllegalStateException when one of them was not refused
     */
    double refusalMicros(int calls, double rate) throws IOException {
        try (var held = Rush.to(strowger.sip(), HELD_NUMBER);
                var rush = Rush.to(strowger.sip(), HELD_NUMBER)) {
            int there = held.hold(HELD_RATE, calls);
            if (there != calls) {
                throw new IllegalStateException(there + " calls fill it, not " + calls);
            }
            rush.call(rate, WARM_UP);
            double micros = micros(rush, rate);
            held.release();
            return micros;
        }
    }

    private double micros(Rush rush, double rate) throws IOException {
        var process = new ProcessView(strowger.pid());
        double before = process.cpuSeconds();
        var tally = rush.call(rate, TIME);
        double spent = process.cpuSeconds() - before;
        double micros = MICROS * spent / tally.refused();
        progress.printf("  full: %s; %.1f us each%n", tally.text(), micros);
        if (tally.refused() + tally.silent() != tally.offered()) {
            throw new IllegalStateException("a full switch did not refuse: " + tally.text());
        }
        return micros;
    }
}
