package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;

/**
 * How fast a switch under steady load may grow. A slope fails when even the low end of its range is
 * above the limit: in a short run the range is wide, so that noise does not fail it, while a leak
 * that shows in every sample has a narrow range and fails in a minute as well. What a series owes
 * to the number of calls that live just then is taken out first; calls that never end are for the
 * checks after the run, where none may live.
 *
 * @param liveOctets growth of the live heap, octets an hour
 * @param rssOctets growth of resident memory, octets an hour
 * @param files more open files, an hour
 * @param threads more threads, an hour
 * @param p99Micros drift of the 99th percentile from INVITE to 200, microseconds an hour
 * @param warmUp share of the run that is cut off at its beginning
 */
public record SoakLimits(
        double liveOctets,
        double rssOctets,
        double files,
        double threads,
        double p99Micros,
        double warmUp) {

    private static final double HOUR = 3600;
    private static final double MEBI = Figures.MEBI;
    private static final double WARM_UP = 0.25;

    /**
     * For a run of so many seconds: 8 MiB of live heap, 64 MiB resident, 10 files, 5 threads, 2 ms
     * an hour. However short the run is, it may grow by a whole of 8 MiB, 128 MiB, 5 files, 3
     * threads, 5 ms: in its first minutes a JVM still compiles and touches its heap for the first
     * time.
     */
    public static SoakLimits forSeconds(double seconds) {
        double hour = HOUR / seconds;
        return new SoakLimits(
                Math.max(8, 8 * hour) * MEBI,
                Math.max(64, 128 * hour) * MEBI,
                Math.max(10, 5 * hour),
                Math.max(5, 3 * hour),
                Math.max(2_000, 5_000 * hour),
                WARM_UP);
    }

    /** One finding for each limit. */
    public List<Finding> check(List<Sample> samples) {
        var findings = new ArrayList<Finding>();
        findings.add(finding("live heap", Names.HEAP_LIVE, liveOctets, MEBI, "MiB", samples));
        findings.add(finding("resident memory", Names.RSS, rssOctets, MEBI, "MiB", samples));
        findings.add(finding("open files", Names.FILES, files, 1, "files", samples));
        findings.add(finding("threads", Names.THREADS, threads, 1, "threads", samples));
        findings.add(
                finding("INVITE-200 p99", Names.INVITE_200_P99, p99Micros, 1e3, "ms", samples));
        return findings;
    }

    private Finding finding(
            String what,
            String name,
            double limit,
            double unit,
            String text,
            List<Sample> samples) {
        var slope = Slope.of(CallsTakenOut.series(name, samples), warmUp);
        var title = "growth of " + what;
        if (!slope.known()) {
            return Finding.of(
                    title,
                    false,
                    "cannot be said: %d samples after the warm-up, at least %d are needed"
                            .formatted(slope.points(), Slope.FEWEST_POINTS));
        }
        return Finding.of(
                title,
                slope.low() * HOUR <= limit,
                String.format(
                        Locale.ROOT,
                        "%.1f %s an hour (%.0f %% range %.1f to %.1f, %d samples over %.0f s);"
                                + " the limit is %.1f",
                        slope.perSecond() * HOUR / unit,
                        text,
                        100 * Slope.CONFIDENCE,
                        slope.low() * HOUR / unit,
                        slope.high() * HOUR / unit,
                        slope.points(),
                        slope.seconds(),
                        limit / unit));
    }
}
