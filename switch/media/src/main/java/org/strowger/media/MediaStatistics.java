package org.strowger.media;

import org.strowger.media.quality.LegQuality;

/**
 * What one leg sent and received.
 *
 * @param packetsSent RTP packets
 * @param packetsReceived RTP packets accepted
 * @param packetsLost by sequence number (RFC 3550, appendix A.3), never negative
 * @param strangers datagrams dropped because of where they came from
 * @param malformed datagrams dropped because they are not RTP that was negotiated
 * @param lateFrames frames that were sent over 10 ms after their time
 * @param quality how well voice was heard, both ways
 */
public record MediaStatistics(
        long packetsSent,
        long packetsReceived,
        long packetsLost,
        long strangers,
        long malformed,
        long lateFrames,
        LegQuality quality) {

    public static final MediaStatistics NONE = new MediaStatistics(0, 0, 0, 0, 0, 0);

    /** Of a leg whose quality nobody measured. */
    public MediaStatistics(
            long packetsSent,
            long packetsReceived,
            long packetsLost,
            long strangers,
            long malformed,
            long lateFrames) {
        this(
                packetsSent,
                packetsReceived,
                packetsLost,
                strangers,
                malformed,
                lateFrames,
                LegQuality.NONE);
    }
}
