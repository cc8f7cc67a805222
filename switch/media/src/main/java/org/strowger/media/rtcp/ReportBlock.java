package org.strowger.media.rtcp;

/**
 * What somebody received of one source (RFC 3550, section 6.4.1).
 *
 * @param source SSRC of what was received
 * @param fractionLost since the last report, in 1/256: 0 to 255
 * @param lost since the beginning, -2**23 to 2**23 - 1; copies make it less, even negative
 * @param highestSequence the highest sequence number, with its cycles in the upper 16 bits
 * @param jitter in units of the timestamp, unsigned
 * @param lastReport middle of the NTP time in the source's last sender report; 0 for none
 * @param delay since that report came, in 1/65536 s, unsigned
 */
public record ReportBlock(
        int source,
        int fractionLost,
        int lost,
        int highestSequence,
        int jitter,
        int lastReport,
        int delay) {

    /** The most that fits into 24 bits with a sign. */
    public static final int MOST_LOST = (1 << 23) - 1;
}
