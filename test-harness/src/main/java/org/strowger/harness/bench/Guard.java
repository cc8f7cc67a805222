package org.strowger.harness.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.strowger.harness.load.result.Finding;

/**
 * Times the hot steps of the switch against the {@link Reference}, in turns and in processor time
 * of this thread, so that neither the machine's speed nor its other work counts; and counts what a
 * step allocates, which hardly depends on the machine at all.
 */
public final class Guard {

    /** Octets that a step may allocate more, whatever the limit: what the counting itself adds. */
    private static final double SLACK_OCTETS = 24;

    /** Processor time after which a step counts as compiled. */
    private static final long WARM_UP_NANOS = 1_500_000_000;

    private static final int FIRST_TIMES = 64;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Workload reference = new Reference();
    private final List<Workload> steps =
            List.of(
                    new SipIndexWorkload(),
                    new ScriptWorkload(),
                    new DistributorWorkload(),
                    new RtpWorkload(),
                    new SpoolWorkload());
    private final long sliceNanos;
    private final int rounds;
    private long results;

    private Guard(Duration slice, int rounds) {
        this.sliceNanos = slice.toNanos();
        this.rounds = rounds;
    }

    /**
     * Measures all steps. Takes about {@code 3 * steps * slice * rounds} and 10 s of processor
     * time.
     *
     * @param slice one turn of a step or of the reference
     * @param rounds turns of each; the median of their ratios counts
     */
    public static Ratios measure(Duration slice, int rounds) {
        return new Guard(slice, rounds).measure();
    }

    /**
     * Compares.
     *
     * @param limit how many times the recorded ratio, or the recorded allocation, is too much
     * @return a finding for each recorded step
     */
    public static List<Finding> check(Ratios recorded, Ratios measured, double limit) {
        return recorded.ratios().stream().map(was -> check(was, measured, limit)).toList();
    }

    private static Finding check(Ratios.Ratio was, Ratios measured, double limit) {
        return measured.ratios().stream()
                .filter(is -> is.step().equals(was.step()))
                .findFirst()
                .map(is -> check(was, is, limit))
                .orElseGet(() -> Finding.of(was.step(), false, "was not measured"));
    }

    private static Finding check(Ratios.Ratio was, Ratios.Ratio is, double limit) {
        boolean slower = is.ratio() > was.ratio() * limit;
        boolean bigger = is.octets() > was.octets() * limit + SLACK_OCTETS;
        return Finding.of(
                was.step(),
                !slower && !bigger,
                String.format(
                        Locale.ROOT,
                        "%.4f of the reference (%.4f to %.4f), recorded %.4f: %.2f times; %.0f octets,"
                                + " recorded %.0f; limit %.2f",
                        is.ratio(),
                        is.lowest(),
                        is.highest(),
                        was.ratio(),
                        is.ratio() / was.ratio(),
                        is.octets(),
                        was.octets(),
                        limit));
    }

    private Ratios measure() {
        var ratios = new ArrayList<Ratios.Ratio>();
        int base = warm(reference);
        var times = steps.stream().mapToInt(this::warm).toArray();
        for (int i = 0; i < steps.size(); i++) {
            ratios.add(measure(steps.get(i), times[i], base));
        }
        if (results == 0) {
            throw new IllegalStateException("the steps had no results");
        }
        return new Ratios(
                System.getProperty("os.arch"), System.getProperty("java.version"), rounds, ratios);
    }

    /** Runs until it is compiled; returns how often it goes into a slice. */
    private int warm(Workload workload) {
        double times = FIRST_TIMES;
        long end = threads.getCurrentThreadCpuTime() + WARM_UP_NANOS;
        while (threads.getCurrentThreadCpuTime() < end) {
            double each = time(workload, (int) times);
            times = Math.max(1, Math.min(Integer.MAX_VALUE, sliceNanos / Math.max(1, each)));
        }
        return (int) times;
    }

    private Ratios.Ratio measure(Workload step, int times, int base) {
        double[] ratios =
                IntStream.range(0, rounds)
                        .mapToDouble(_ -> round(step, times, base))
                        .sorted()
                        .toArray();
        return new Ratios.Ratio(
                step.name(),
                ratios[rounds / 2],
                ratios[0],
                ratios[rounds - 1],
                octets(step, times));
    }

    /** The reference before and after, so that a machine that becomes slower meanwhile cancels. */
    private double round(Workload step, int times, int base) {
        double before = time(reference, base);
        double taken = time(step, times);
        return taken / ((before + time(reference, base)) / 2);
    }

    /** Nanoseconds of processor time of one. */
    private double time(Workload workload, int times) {
        long begun = threads.getCurrentThreadCpuTime();
        results += workload.run(times);
        return (double) (threads.getCurrentThreadCpuTime() - begun) / times;
    }

    /** The lowest of a few turns: a growing table counts once. */
    private double octets(Workload step, int times) {
        double[] turns =
                IntStream.range(0, 3)
                        .mapToDouble(_ -> {
                            long begun = threads.getCurrentThreadAllocatedBytes();
                            results += step.run(times);
                            long end = threads.getCurrentThreadAllocatedBytes();
                            return (double) (end - begun) / times;
                        })
                        .toArray();
        return Math.rint(Arrays.stream(turns).min().orElseThrow());
    }
}
