package org.strowger.acd;

/**
 * Lots for a draw among some of a fixed row of places, in logarithmic time: a binary indexed tree
 * of sums (P. Fenwick, 1994).
 */
final class Lots {

    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private final long[] sums;
    private long total;

    Lots(int places) {
        this.sums = new long[places + 1];
    }

    /**
     * More or, when negative, fewer lots.
     *
     * @param place from 0
     */
    void add(int place, long lots) {
        total += lots;
        for (int i = place + 1; i < sums.length; i += i & -i) {
            sums[i] += lots;
        }
    }

    /** The place that the draw of this number falls on; there must be lots. */
    int draw(long seed, long number) {
        long lot = Long.remainderUnsigned(mixed(seed + (number + 1) * STEP), total);
        int place = 0;
        for (int step = Integer.highestOneBit(sums.length); step > 0; step >>= 1) {
            if (place + step < sums.length && sums[place + step] <= lot) {
                place += step;
                lot -= sums[place];
            }
        }
        return place;
    }

    /** SplitMix64's finalizer (G. Steele, D. Lea, C. Flood, OOPSLA 2014). */
    static long mixed(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
