package org.strowger.harness.overload;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** The most calls a second that a warm switch serves in time, every one, found by asking it. */
final class Maximum {

    private static final double STEP = 1.1;
    private static final Duration TIME = Duration.ofSeconds(6);

    /** What the machine does beside may spoil one try, and hardly three. */
    private static final int TRIES = 3;

    private final Rush rush;
    private final PrintStream progress;

    Maximum(Rush rush, PrintStream progress) {
        this.rush = rush;
        this.progress = progress;
    }

    /**
     * Goes up in steps of a tenth until a rate is too much.
     *
     * @param first that is tried
     * @param most that the callers can offer
     * @throws IllegalStateException when the first is too much
     */
    double from(double first, double most) throws IOException {
        double served = 0;
        for (double rate = first; rate <= most && isServed(rate); rate *= STEP) {
            served = rate;
        }
        if (served == 0) {
            throw new IllegalStateException("not even %.0f calls/s are served".formatted(first));
        }
        return served;
    }

    /**
     * Offers a rate for longer, and less by a tenth as long as that is too much.
     *
     * @return what became of the rate that the switch keeps up
     * @throws IllegalStateException when there is none above {@code least}
     */
    Tally kept(double rate, double least, Duration time) throws IOException {
        double next = rate;
        while (next > least) {
            var tally = rush.call(next, time);
            progress.printf("  maximum: %s%n", tally.text());
            if (tally.isGood()) {
                return tally;
            }
            next /= STEP;
        }
        throw new IllegalStateException("%.0f calls/s are not kept up".formatted(least));
    }

    private boolean isServed(double rate) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            var tally = rush.call(rate, TIME);
            progress.printf("  looking for the maximum: %s%n", tally.text());
            if (tally.isGood()) {
                return true;
            }
        }
        return false;
    }
}
