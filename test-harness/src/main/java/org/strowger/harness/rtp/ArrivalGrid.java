package org.strowger.harness.rtp;

/**
 * The grid on which a receiver would play one source: each packet has its place by its timestamp,
 * and the packet that came earliest against its place defines the grid. So the lateness of a packet
 * is the delay that a playout buffer would have had to have for it, above the least delay.
 */
public final class ArrivalGrid {

    /** Beyond this the timestamps have jumped; the grid begins anew. */
    private static final long JUMP_NANOS = 1_000_000_000;

    private boolean begun;
    private int origin;
    private long anchor; // when a packet with the timestamp of the origin should have come

    /**
     * Takes the next packet.
     *
     * @param nanos when it came
     * @return nanoseconds behind the grid, 0 or more
     */
    public long onPacket(long nanos, int timestamp) {
        if (begun) {
            long late = nanos - anchor - (timestamp - origin) * RtpHeader.UNIT_NANOS;
            if (late >= 0 && late < JUMP_NANOS) {
                return late;
            }
        }
        // The first, the earliest so far, or one after a jump. The origin moves along, so that the
        // difference to it never wraps.
        begun = true;
        origin = timestamp;
        anchor = nanos;
        return 0;
    }
}
