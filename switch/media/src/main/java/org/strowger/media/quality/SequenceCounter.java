package org.strowger.media.quality;

/**
 * Packets lost, doubled and overtaken of what one leg receives, by sequence number (RFC 3550,
 * appendix A.1 and A.3, without probation: the source's address has been checked before). A new
 * SSRC, or a jump too large to be loss whose next packet follows it, begins a new stream; the
 * counts of those before are kept. One packet that is as far away alone is a straggler, and counts
 * nowhere.
 */
public final class SequenceCounter {

    /** {@link #audio} has begun a new stream. */
    public static final int NEW_STREAM = Integer.MIN_VALUE;

    private static final int MAX_DROPOUT = 3_000;
    private static final int MAX_MISORDER = 100;

    private static final int NONE = -1;

    private boolean begun;
    private int ssrc;
    private int afterJump = NONE; // the number that would make the last jump a new stream
    private int base;
    private int highest;
    private long seen; // bit n: the highest less n has come
    private long expected; // of the current stream, as all up to received
    private long received; // with copies
    private long copies;
    private long lostBefore;
    private long distinctBefore;
    private long copiesBefore;
    private long overtaken; // of all streams
    private long expectedReported;
    private long receivedReported;

    /**
     * An audio packet was accepted.
     *
     * @return by how much it is ahead of all before it: 1 for the next, 0 for a copy or a
     *     straggler, negative for one that was overtaken; or {@link #NEW_STREAM}
     */
    public int audio(int packetSsrc, int sequence) {
        int ahead = (short) (sequence - highest);
        boolean jumps = ahead >= MAX_DROPOUT || ahead < -MAX_MISORDER;
        boolean follows = sequence == afterJump;
        if (!begun || packetSsrc != ssrc || (jumps && follows)) {
            begin(packetSsrc, sequence);
            return NEW_STREAM;
        }
        if (jumps) {
            afterJump = (sequence + 1) & 0xFFFF;
            return 0;
        }
        received++;
        if (ahead > 0) {
            expected += ahead;
            highest = sequence;
            seen = ahead < Long.SIZE ? (seen << ahead) | 1 : 1;
            return ahead;
        }
        return late(ahead, sequence);
    }

    /** An event packet was accepted; it counts when it is part of the audio's stream. */
    public int event(int packetSsrc, int sequence) {
        return begun && packetSsrc == ssrc ? audio(packetSsrc, sequence) : NEW_STREAM;
    }

    private int late(int ahead, int sequence) {
        if ((short) (sequence - base) < 0 && expected <= MAX_MISORDER) {
            expected += (short) (base - sequence); // overtaken by the stream's first
            base = sequence;
        }
        long bit = -ahead < Long.SIZE ? 1L << -ahead : 0;
        if ((seen & bit) != 0) {
            copies++;
            return 0;
        }
        seen |= bit;
        overtaken++;
        return Math.min(ahead, -1);
    }

    private void begin(int packetSsrc, int sequence) {
        lostBefore = lost();
        distinctBefore += received - copies;
        copiesBefore += copies;
        begun = true;
        ssrc = packetSsrc;
        afterJump = NONE;
        base = sequence;
        highest = sequence;
        seen = 1;
        expected = 1;
        received = 1;
        copies = 0;
        expectedReported = 0;
        receivedReported = 0;
    }

    /** Of all streams. Never negative: copies older than 64 packets are not known for such. */
    public long lost() {
        return lostBefore + Math.max(0, expected - (received - copies));
    }

    /**
     * What was not played, of what was sent.
     *
     * @param discarded packets that came too late to be played
     */
    double lossRatio(long discarded) {
        long unplayed = lost() + discarded;
        return unplayed == 0
                ? 0
                : (double) unplayed / (distinctBefore + received - copies + lost());
    }

    /** Packets that came again, of all streams. */
    public long duplicates() {
        return copiesBefore + copies;
    }

    /** Packets that came after a later one, of all streams. */
    public long reordered() {
        return overtaken;
    }

    /** Whether anything came. */
    public boolean hasBegun() {
        return begun;
    }

    /** Of the current stream. */
    public int ssrc() {
        return ssrc;
    }

    /** The highest sequence number of the current stream, with its cycles (section 6.4.1). */
    public int highestSequence() {
        return (int) (base + expected - 1);
    }

    /** Lost of the current stream as reports have it: copies make it less, even negative. */
    public long reportedLost() {
        return expected - received;
    }

    /** Lost since this was asked for the last time, in 1/256, 0 to 255 (appendix A.3). */
    public int fractionLost() {
        long expectedSince = expected - expectedReported;
        long lostSince = expectedSince - (received - receivedReported);
        expectedReported = expected;
        receivedReported = received;
        return expectedSince <= 0 || lostSince <= 0
                ? 0
                : (int) Math.min(255, (lostSince << 8) / expectedSince);
    }
}
