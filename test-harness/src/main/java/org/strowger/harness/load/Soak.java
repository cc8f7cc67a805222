package org.strowger.harness.load;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.strowger.harness.load.report.SoakLimits;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Sample;

/**
 * {@code tools/strowger load soak}: steady load of all kinds for minutes or hours against a switch
 * of its own, which may not grow while the load does not.
 */
public final class Soak {

    /** Calls a second that a machine with other work carries. */
    public static final double RATE = 20;

    private static final double SECOND = 1_000;
    private static final int PAUSES_A_RUN = 60;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private Soak() {}

    /**
     * Runs one.
     *
     * @param settings as {@link #settings} makes them
     * @return the result, with a finding for each slope beside those of every round
     * @throws LoadFailure when nothing can be run at all
     */
    public static Result run(
            LoadSettings settings, PrintStream progress, Interruption interruption) {
        return Load.steady(settings, progress, interruption);
    }

    /**
     * What a soak asks of the laboratory. No warm-up goes before the samples: their first quarter
     * is cut off.
     *
     * @param command what was typed
     * @param time for which the rate is on
     * @param rate new calls a second
     * @param rtp whether sound is sent both ways
     */
    public static LoadSettings settings(
            String command, Duration time, double rate, boolean rtp, long seed, Path out) {
        return new LoadSettings(
                command,
                List.of(Profile.MIXED),
                rate,
                Duration.ZERO,
                null,
                time,
                null,
                null,
                null,
                rtp,
                false,
                1,
                seed,
                0,
                null,
                null,
                out,
                false,
                "512m",
                List.of(),
                null);
    }

    /** Time between two full collections: some in a minute, and few in an hour. */
    static Duration pause(Duration offering) {
        var pause = offering.dividedBy(PAUSES_A_RUN);
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /**
     * A finding for each slope.
     *
     * @param samples of the round
     * @param offering how long the rate was on; later samples show how the switch empties
     */
    static List<Finding> check(List<Sample> samples, Duration offering) {
        var steady = steady(samples, offering.toMillis() / SECOND);
        double seconds = steady.isEmpty() ? 1 : Math.max(1, steady.getLast().at());
        return SoakLimits.forSeconds(seconds).check(steady);
    }

    /** Those while the rate was on; live heap is what full collections have counted. */
    static List<Sample> steady(List<Sample> samples, double seconds) {
        var steady = new ArrayList<Sample>();
        for (var sample : samples) {
            if (sample.at() <= seconds) {
                var values = new HashMap<>(sample.values());
                values.remove(Names.HEAP_LIVE);
                var full = values.get(Names.HEAP_FULL);
                if (full != null) {
                    values.put(Names.HEAP_LIVE, full);
                }
                steady.add(new Sample(sample.at(), values));
            }
        }
        return steady;
    }
}
