package org.strowger.harness.overload;

/**
 * A flood that leaves the switch no time to rest, and what it cost.
 *
 * @param cpuSeconds of the switch, all its threads
 */
record Saturation(Tally tally, double cpuSeconds) {

    private static final double MICROS = 1e6;

    private double answered() {
        return (double) tally.served() + tally.late();
    }

    /**
     * CPU for each call that was refused, with all that belongs to it. Of two floods with the same
     * switch: a call that is served, and one that is refused, cost the same in both, and together
     * they are everything; so the two are found from two sums.
     *
     * @return microseconds; below zero where the floods are too much alike
     */
    static double refusalMicros(Saturation more, Saturation less) {
        double apart =
                more.tally.refused() * less.answered() - less.tally.refused() * more.answered();
        double cost = more.cpuSeconds * less.answered() - less.cpuSeconds * more.answered();
        return apart == 0 ? 0 : MICROS * cost / apart;
    }
}
