package org.strowger.sip.trunk;

import java.util.Arrays;

/** No more calls begin within any one second than are allowed. */
final class SlidingSecond {

    private static final long SECOND = 1_000_000;

    private final long[] starts;
    private int oldest;

    /**
     * With no call so far.
     *
     * @param most 0 for any number
     */
    SlidingSecond(int most) {
        starts = new long[most];
        Arrays.fill(starts, Long.MIN_VALUE);
    }

    /** Whether one more would be too many. */
    boolean isFull(long nowMicros) {
        return starts.length > 0
                && starts[oldest] != Long.MIN_VALUE
                && nowMicros - starts[oldest] < SECOND;
    }

    /** A call begins. */
    void begins(long nowMicros) {
        if (starts.length > 0) {
            starts[oldest] = nowMicros;
            oldest = (oldest + 1) % starts.length;
        }
    }
}
