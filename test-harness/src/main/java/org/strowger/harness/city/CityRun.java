package org.strowger.harness.city;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.process.ProjectFolder;

/**
 * Runs days of the city and prints what came of them: {@code tools/strowger load city}. The only
 * part of the city that reads a real clock: to say how long a day took.
 */
public final class CityRun {

    private static final int LINES_AFTER_A_VIOLATION = 60;
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);
    private static final double MICROS_AN_HOUR = 3.6e9;

    private final PrintStream out;
    private final PrintStream progress;

    /**
     * @param out takes what came of each day
     * @param progress takes a line every few seconds
     */
    public CityRun(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /**
     * Lives through one day for each of {@code seeds} seeds, from the settings' own on.
     *
     * @param trace file for everything that happens; null for none; the last day's is left in it
     * @return 0 when all held, else 1
     */
    public int run(CitySettings settings, int seeds, @Nullable Path trace) {
        if (seeds < 1) {
            throw new IllegalArgumentException("at least one seed, not " + seeds);
        }
        var failed = new ArrayList<Long>();
        for (int i = 0; i < seeds; i++) {
            var day = settings.withSeed(settings.seed() + i);
            if (!day(day, trace)) {
                failed.add(day.seed());
            }
        }
        if (seeds > 1) {
            out.println(summary(settings, seeds, failed));
        }
        return failed.isEmpty() ? 0 : 1;
    }

    private static String summary(CitySettings settings, int seeds, List<Long> failed) {
        long last = settings.seed() + seeds - 1;
        var all = "seeds %d to %d: ".formatted(settings.seed(), last);
        return failed.isEmpty()
                ? all + "all invariants held"
                : all + failed.size() + " of " + seeds + " FAILED: " + failed;
    }

    private boolean day(CitySettings settings, @Nullable Path trace) {
        if (trace == null) {
            return live(settings, null);
        }
        try (var file = new PrintStream(trace.toFile(), StandardCharsets.UTF_8)) {
            return live(settings, file);
        } catch (IOException e) {
            out.println("the trace cannot be written: " + e.getMessage());
            return false;
        }
    }

    private boolean live(CitySettings settings, @Nullable PrintStream trace) {
        var watch = new Watch(settings, progress);
        var scripts = ProjectFolder.find().resolve("ivr-scripts");
        try {
            var city = new City(settings, scripts, Twins.plain(), trace, watch);
            out.println(text(city.live(), watch));
            return true;
        } catch (Violation e) {
            out.println("seed " + settings.seed() + " FAILED: " + e.getMessage());
            var last = e.trace();
            last.subList(Math.max(0, last.size() - LINES_AFTER_A_VIOLATION), last.size())
                    .forEach(line -> out.println("    " + line));
            out.println("again: " + again(settings));
            return false;
        }
    }

    /** The command that replays a day alone. */
    private static String again(CitySettings settings) {
        return String.format(
                Locale.ROOT,
                "tools/strowger load city --agents %d --calls %d --hours %s%s --seed %d"
                        + " --trace FILE",
                settings.agents(),
                settings.calls(),
                settings.day().toSeconds() / 3_600.0,
                settings.faults().equals(CitySettings.Faults.none())
                        ? " --no-faults"
                        : " --crashes " + settings.faults().crashes(),
                settings.seed());
    }

    private static String text(CityResult r, Watch watch) {
        return String.format(
                Locale.ROOT,
                "seed %d hash %s: %d callers, %d records, %d offers; %d crashes, %d of %d"
                        + " datagrams lost; %d events, %d steps; %.1f h simulated in %.1f s"
                        + " (CPU %.1f s); no findings",
                r.seed(),
                r.hash(),
                r.callers(),
                r.records(),
                r.offers(),
                r.crashes(),
                r.lost(),
                r.datagrams(),
                r.events(),
                r.steps(),
                r.simulatedMicros() / MICROS_AN_HOUR,
                watch.wall().toMillis() / 1e3,
                watch.cpu().toMillis() / 1e3);
    }

    /** A real clock beside the city's, which the city does not see. */
    private static final class Watch implements Onlooker {
        private final CitySettings settings;
        private final PrintStream progress;
        private final long beganNanos = System.nanoTime();
        private final Duration cpuBefore = cpuOfProcess();
        private long saidNanos = beganNanos;

        Watch(CitySettings settings, PrintStream progress) {
            this.settings = settings;
            this.progress = progress;
        }

        Duration wall() {
            return Duration.ofNanos(System.nanoTime() - beganNanos);
        }

        Duration cpu() {
            return cpuOfProcess().minus(cpuBefore);
        }

        private static Duration cpuOfProcess() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        }

        @Override
        public void sees(long simulatedMicros, int callers, long steps) {
            long now = System.nanoTime();
            if (now - saidNanos < BETWEEN_WORDS.toNanos()) {
                return;
            }
            saidNanos = now;
            long minutes = TimeUnit.MICROSECONDS.toMinutes(simulatedMicros);
            progress.printf(
                    Locale.ROOT,
                    "seed %d: %d:%02d h simulated, %d of %d calls over, %d steps, %d s%n",
                    settings.seed(),
                    minutes / 60,
                    minutes % 60,
                    callers,
                    settings.calls(),
                    steps,
                    TimeUnit.NANOSECONDS.toSeconds(now - beganNanos));
        }
    }
}
