package org.strowger.sip.trunk;

import java.util.Arrays;

/** Counts a trunk's calls, and lets no more in than its limits allow. */
public final class CallGate {

    private static final long SECOND = 1_000_000;

    private final TrunkLimits limits;
    private final long[] starts;
    private int oldest;
    private int calls;
    private long refused;

    public CallGate(TrunkLimits limits) {
        this.limits = limits;
        this.starts = new long[limits.callsPerSecond()];
        Arrays.fill(starts, Long.MIN_VALUE);
    }

    /** A call of ours wants to begin; it leaves when this was true. */
    public boolean enterOutgoing(long nowMicros) {
        boolean early =
                starts.length > 0
                        && starts[oldest] != Long.MIN_VALUE
                        && nowMicros - starts[oldest] < SECOND;
        if (early) {
            refused++;
            return false;
        }
        if (!enterIncoming()) {
            return false;
        }
        if (starts.length > 0) {
            starts[oldest] = nowMicros;
            oldest = (oldest + 1) % starts.length;
        }
        return true;
    }

    /** A call of the trunk's wants to begin; it leaves when this was true. */
    public boolean enterIncoming() {
        if (limits.calls() > 0 && calls >= limits.calls()) {
            refused++;
            return false;
        }
        calls++;
        return true;
    }

    /** A call that entered is over. */
    public void leave() {
        calls--;
    }

    /** Calls in both directions now. */
    public int calls() {
        return calls;
    }

    /** Calls that were not let in. */
    public long refused() {
        return refused;
    }
}
