package org.strowger.harness.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.result.Limit;

/**
 * Looks for the session establishment rate after RFC 7502, section 4.10: the rate is raised while
 * all sessions succeed; when one fails the search goes back to the last rate that was good and
 * halves the gap, until it is smaller than the resolution; and the rate that is found has to hold
 * once more, for longer, else it is backed down from. Instead of the RFC's small steps it doubles:
 * a round shall last about a minute. And a rate has failed only when it fails twice in a row: one
 * hiccup of the machine shall not decide. Both tries stand in the steps.
 */
public final class LimitSearch {

    private static final double RAISE = 2;

    /** RFC 7502's calibration amount: how much to back down from a rate that did not hold. */
    private static final double BACK_DOWN = 0.95;

    /** The gap at which the search stops, as a share of the rate. */
    private static final double RESOLUTION = 0.10;

    /** A generator that offers less than this of what is wanted has reached its own end. */
    private static final double REALLY_OFFERED = 0.95;

    /** A core that is this busy has nothing left. */
    private static final double BUSY = 0.9;

    private static final int MOST_STEPS = 40;

    private final Trial trial;
    private final List<Limit.Step> steps = new ArrayList<>();
    private final List<Limit.Step> failed = new ArrayList<>();

    private LimitSearch(Trial trial) {
        this.trial = trial;
    }

    /** Tries one rate. */
    public interface Trial {

        /**
         * Offers it for a while.
         *
         * @param confirm whether this is the last step, which takes longer
         */
        Limit.Step at(double rate, boolean confirm);

        /** Whether to give up; the steps so far count. */
        boolean stopped();
    }

    /**
     * What was found.
     *
     * @param best the step that held; null when none did
     */
    public record Found(Limit.@Nullable Step best, Limit limit) {}

    /** Searches from that rate on. */
    public static Found from(double start, Trial trial) {
        return new LimitSearch(trial).search(start);
    }

    private Found search(double start) {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double rate = start;
        while (more() && bad - good > RESOLUTION * Math.max(good, 1)) {
            if (held(step(rate, false))) {
                good = rate;
            } else {
                bad = rate;
            }
            rate = bad == Double.POSITIVE_INFINITY ? good * RAISE : (good + bad) / 2;
            if (good == 0 && bad < 1) {
                break;
            }
        }
        Limit.Step best = null;
        for (rate = good; best == null && rate >= 1 && more(); rate *= BACK_DOWN) {
            var last = step(rate, true);
            best = held(last) ? last : null;
        }
        return new Found(best, limit(best));
    }

    private Limit limit(Limit.@Nullable Step best) {
        double rate = best == null ? 0 : best.offered();
        double cpu = best == null || rate == 0 ? 0 : best.switchCpu() * 1e6 / rate;
        return new Limit(rate, cpu, boundBy(), steps);
    }

    /** The one that gave way at the lowest rate that did not hold. */
    private String boundBy() {
        return failed.stream()
                .min((a, b) -> Double.compare(a.wanted(), b.wanted()))
                .map(LimitSearch::gaveWay)
                .orElse("nothing");
    }

    /** A generator that has time left and sees calls fail is not the one. */
    private static String gaveWay(Limit.Step step) {
        boolean generator =
                step.unsuccessful() == 0 || (step.generatorCpu() > BUSY && step.switchCpu() < BUSY);
        return generator ? "generator" : "switch";
    }

    private static boolean held(Limit.Step step) {
        return step.unsuccessful() == 0 && step.offered() >= REALLY_OFFERED * step.wanted();
    }

    private Limit.Step step(double rate, boolean confirm) {
        var first = trial.at(rate, confirm);
        steps.add(first);
        if (held(first) || !more()) {
            return first;
        }
        var second = trial.at(rate, confirm);
        steps.add(second);
        if (!held(second)) {
            failed.add(first);
            failed.add(second);
        }
        return second;
    }

    private boolean more() {
        return steps.size() < MOST_STEPS && !trial.stopped();
    }
}
