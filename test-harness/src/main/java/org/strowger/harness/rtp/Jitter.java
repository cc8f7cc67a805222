package org.strowger.harness.rtp;

/** Interarrival jitter of one source (RFC 3550, section 6.4.1 and appendix A.8), at 8 kHz. */
public final class Jitter {

    private boolean begun;
    private long transit;
    private long scaled; // 16 times the jitter, in nanoseconds

    /**
     * Takes the next packet, in the order of arrival.
     *
     * @param nanos when it came
     * @param timestamp as it stands in the packet; may wrap
     */
    public void onPacket(long nanos, int timestamp) {
        long newTransit = nanos - Integer.toUnsignedLong(timestamp) * RtpHeader.UNIT_NANOS;
        if (begun) {
            long difference = Math.abs(unwrapped(newTransit - transit));
            scaled += difference - ((scaled + 8) >> 4);
        }
        begun = true;
        transit = newTransit;
    }

    public long micros() {
        return scaled / 16 / 1_000;
    }

    /** A timestamp that wrapped makes the transit time jump by its whole range. */
    private static long unwrapped(long difference) {
        long range = RtpHeader.UNIT_NANOS << 32;
        if (difference > range / 2) {
            return difference - range;
        }
        return difference < -range / 2 ? difference + range : difference;
    }
}
