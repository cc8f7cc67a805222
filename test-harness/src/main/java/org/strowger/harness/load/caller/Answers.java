package org.strowger.harness.load.caller;

import java.util.Arrays;

/**
 * Times from INVITE to 200 of a few calls, in microseconds, each kept: a second of a load run has
 * too few of them for a histogram, and hours of seconds would not fit into memory as histograms.
 */
public final class Answers {

    private static final int FEW = 8;
    private static final double PERCENT = 100;

    private long[] micros = new long[FEW];
    private int count;

    /** Adds one; a clock that went back counts as 0. */
    public void add(long time) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = Math.max(0, time);
    }

    /** Adds all of another. */
    public void add(Answers others) {
        for (int i = 0; i < others.count; i++) {
            add(others.micros[i]);
        }
    }

    public int count() {
        return count;
    }

    /** The least value that so many per cent of them do not exceed; 0 when there is none. */
    public long at(double percentile) {
        if (count == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percentile / PERCENT * count);
        return sorted[Math.max(1, Math.min(count, rank)) - 1];
    }
}
