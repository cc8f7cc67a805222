package org.strowger.harness.overload;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.LimitSearch;
import org.strowger.harness.load.result.Limit;

/** The most calls a second that a warm switch serves in time, every one, found by asking it. */
final class Maximum implements LimitSearch.Trial {

    private static final Duration TRY = Duration.ofSeconds(6);

    private final Rush rush;
    private final Duration kept;
    private final PrintStream progress;
    private @Nullable Tally last;

    private Maximum(Rush rush, Duration kept, PrintStream progress) {
        this.rush = rush;
        this.kept = kept;
        this.progress = progress;
    }

    /**
     * Searches for it.
     *
     * @param first calls a second that are tried
     * @param kept for how long it must be kept up
     * @return what became of the calls at that rate
     * @throws IllegalStateException when no rate is kept up
     */
    static Tally of(Rush rush, double first, Duration kept, PrintStream progress)
            throws IOException {
        var trial = new Maximum(rush, kept, progress);
        try {
            var best = LimitSearch.from(first, trial).best();
            if (best == null || trial.last == null) {
                throw new IllegalStateException("no rate is kept up");
            }
            return trial.last; // The search ends with it.
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Without CPU and times, which nobody asks for here. */
    @Override
    public Limit.Step at(double rate, boolean confirm) {
        var tally = called(rate, confirm ? kept : TRY);
        progress.printf("  %s: %s%n", confirm ? "maximum" : "looking for it", tally.text());
        last = tally;
        long failed = tally.offered() - tally.served() - tally.late();
        return new Limit.Step(
                rate, tally.offeredPerSecond(), tally.goodput(), failed, tally.late(), 0, 0, 0);
    }

    private Tally called(double rate, Duration time) {
        try {
            return rush.call(rate, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean stopped() {
        return false;
    }
}
