package org.strowger.harness.city;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.process.ProjectFolder;

/** Runs days of the city and prints what came of them: {@code tools/strowger load city}. */
public final class CityRun {

    private static final int LINES_AFTER_A_VIOLATION = 60;

    private CityRun() {}

    /**
     * Lives through one day for each of {@code seeds} seeds, from the settings' own on.
     *
     * @return 0 when all held, else 1
     */
    public static int run(CitySettings settings, int seeds, PrintStream out) {
        return run(settings, seeds, null, out);
    }

    /**
     * The same, with the whole trace in a file.
     *
     * @param trace null for none; the last day's is left in it
     */
    public static int run(CitySettings settings, int seeds, @Nullable Path trace, PrintStream out) {
        int failed = 0;
        for (int i = 0; i < seeds; i++) {
            if (!day(settings.withSeed(settings.seed() + i), trace, out)) {
                failed++;
            }
        }
        if (failed > 0) {
            out.printf("%d of %d seeds failed%n", failed, seeds);
        }
        return failed == 0 ? 0 : 1;
    }

    private static boolean day(CitySettings settings, @Nullable Path trace, PrintStream out) {
        if (trace == null) {
            return day(settings, (PrintStream) null, out);
        }
        try (var file = new PrintStream(trace.toFile(), StandardCharsets.UTF_8)) {
            return day(settings, file, out);
        } catch (IOException e) {
            out.println("the trace cannot be written: " + e.getMessage());
            return false;
        }
    }

    private static boolean day(
            CitySettings settings, @Nullable PrintStream trace, PrintStream out) {
        long began = System.nanoTime();
        var scripts = ProjectFolder.find().resolve("ivr-scripts");
        try {
            var result = new City(settings, scripts, Twins.plain(), trace).live();
            out.println(text(result, Duration.ofNanos(System.nanoTime() - began)));
            return true;
        } catch (Violation e) {
            out.println("seed " + settings.seed() + " FAILED: " + e.getMessage());
            var last = e.trace();
            last.subList(Math.max(0, last.size() - LINES_AFTER_A_VIOLATION), last.size())
                    .forEach(line -> out.println("    " + line));
            out.printf(
                    "again: --agents %d --calls %d --hours %s --seed %d --seeds 1 --trace FILE%n",
                    settings.agents(),
                    settings.calls(),
                    settings.day().toMinutes() / 60.0,
                    settings.seed());
            return false;
        }
    }

    private static String text(CityResult r, Duration wall) {
        return String.format(
                Locale.ROOT,
                "seed %d hash %s: %d callers, %d records, %d offers, %d crashes, %d datagrams"
                        + " (%d lost), %d steps, %.1f h simulated in %.1f s",
                r.seed(),
                r.hash(),
                r.callers(),
                r.records(),
                r.offers(),
                r.crashes(),
                r.datagrams(),
                r.lost(),
                r.steps(),
                r.simulatedMicros() / 3.6e9,
                wall.toMillis() / 1e3);
    }
}
