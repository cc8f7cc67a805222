package org.strowger.harness.load.report;

import java.util.List;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;

/**
 * A series without what it owes to the number of calls that live: files, threads and heap go up and
 * down with the calls, and that would hide a slope behind their chance. How much a call takes is
 * fitted to the steps from sample to sample, where a slope hardly shows.
 */
final class CallsTakenOut {

    private CallsTakenOut() {}

    /** Of one value; as it is where the live calls are not known or explain nothing. */
    static List<Slope.Point> series(String name, List<Sample> samples) {
        var known = samples.stream().filter(s -> s.values().containsKey(name)).toList();
        double each = known.stream().allMatch(CallsTakenOut::hasLive) ? perCall(name, known) : 0;
        return known.stream()
                .map(s -> new Slope.Point(s.at(), value(s, name) - each * value(s, Names.LIVE)))
                .toList();
    }

    private static boolean hasLive(Sample sample) {
        return sample.values().containsKey(Names.LIVE);
    }

    /** Least squares through the mean step; at least 0. */
    private static double perCall(String name, List<Sample> samples) {
        double[] steps = steps(name, samples);
        double[] calls = steps(Names.LIVE, samples);
        double both = 0;
        double own = 0;
        for (int i = 0; i < calls.length; i++) {
            both += steps[i] * calls[i];
            own += calls[i] * calls[i];
        }
        return own == 0 ? 0 : Math.max(0, both / own);
    }

    /** From sample to sample, less their median: a steady growth is no part of them. */
    private static double[] steps(String name, List<Sample> samples) {
        double[] steps = new double[Math.max(0, samples.size() - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = value(samples.get(i + 1), name) - value(samples.get(i), name);
        }
        double median = SummarySection.median(steps);
        for (int i = 0; i < steps.length; i++) {
            steps[i] -= median;
        }
        return steps;
    }

    private static double value(Sample sample, String name) {
        return sample.values().getOrDefault(name, 0.0);
    }
}
