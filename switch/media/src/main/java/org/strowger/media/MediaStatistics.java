package org.strowger.media;

/**
 * What one leg sent and received.
 *
 * @param packetsSent RTP packets
 * @param packetsReceived RTP packets accepted
 * @param packetsLost by sequence number (RFC 3550, appendix A.3), never negative
 * @param strangers datagrams dropped because of where they came from
 * @param malformed datagrams dropped because they are not RTP that was negotiated
 * @param lateFrames frames that were sent over 10 ms after their time
 */
public record MediaStatistics(
        long packetsSent,
        long packetsReceived,
        long packetsLost,
        long strangers,
        long malformed,
        long lateFrames) {

    public static final MediaStatistics NONE = new MediaStatistics(0, 0, 0, 0, 0, 0);
}
