package org.strowger.harness.overload;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.load.watch.Yardstick;
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

    private static final int PARTS = 3;
    private static final Duration PART = Duration.ofSeconds(10);
    private static final double MICROS = 1e6;

    private final SwitchProcess strowger;
    private final PrintStream progress;

    /** Of a switch that may have {@code calls}, and has none yet. */
    FullSwitch(SwitchProcess strowger, PrintStream progress) {
        this.strowger = strowger;
        this.progress = progress;
    }

    /**
     * What a refusal costs: an INVITE, its 503 and the ACK.
     *
     * @param micros of CPU, whole process: the least of the parts, as other work of the machine
     *     makes a part dearer and none cheaper
     * @param most the dearest part
     * @param yardstick see {@link Yardstick}
     */
    record Cost(double micros, double most, double yardstick) {}

    /**
     * Fills it, and lets others call.
     *
     * @param calls that it may have
     * @param rate INVITEs a second
     * @throws IllegalStateException when one of them was not refused
     */
    Cost refusals(int calls, double rate) throws IOException {
        try (var held = Rush.to(strowger.sip(), HELD_NUMBER);
                var rush = Rush.to(strowger.sip(), HELD_NUMBER)) {
            int there = held.hold(HELD_RATE, calls);
            if (there != calls) {
                throw new IllegalStateException(there + " calls fill it, not " + calls);
            }
            rush.call(rate, WARM_UP);
            double before = Yardstick.microsPerDatagram();
            double least = Double.MAX_VALUE;
            double most = 0;
            for (int i = 0; i < PARTS; i++) {
                double micros = micros(rush, rate);
                least = Math.min(least, micros);
                most = Math.max(most, micros);
            }
            held.release();
            return new Cost(least, most, Math.min(before, Yardstick.microsPerDatagram()));
        }
    }

    private double micros(Rush rush, double rate) throws IOException {
        var process = new ProcessView(strowger.pid());
        double before = process.cpuSeconds();
        var tally = rush.call(rate, PART);
        double micros = MICROS * (process.cpuSeconds() - before) / tally.refused();
        progress.printf("  full: %s; %.1f us each%n", tally.text(), micros);
        if (tally.refused() + tally.silent() != tally.offered()) {
            throw new IllegalStateException("a full switch did not refuse: " + tally.text());
        }
        return micros;
    }
}
