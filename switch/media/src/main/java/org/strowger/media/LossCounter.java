package org.strowger.media;

/**
 * Packets lost of one leg, by sequence number (RFC 3550, appendix A.1 and A.3, without probation:
 * the source's address has been checked before). A new SSRC, or a jump too large to be loss, begins
 * a new stream; the loss of those before is kept.
 */
public final class LossCounter {

    private static final int MAX_DROPOUT = 3_000;
    private static final int MAX_MISORDER = 100;

    private boolean begun;
    private int ssrc;
    private int base;
    private int highest;
    private long expected; // of the current stream
    private long received;
    private long lostBefore;

    /** An audio packet was accepted. */
    public void audio(int packetSsrc, int sequence) {
        int ahead = (short) (sequence - highest);
        if (!begun || packetSsrc != ssrc || ahead >= MAX_DROPOUT || ahead < -MAX_MISORDER) {
            begin(packetSsrc, sequence);
        } else if (ahead > 0) {
            expected += ahead;
            highest = sequence;
        } else if ((short) (sequence - base) < 0 && expected <= MAX_MISORDER) {
            expected += (short) (base - sequence); // overtaken by the stream's first
            base = sequence;
        }
        received++;
    }

    /** An event packet was accepted; it counts when it is part of the audio's stream. */
    public void event(int packetSsrc, int sequence) {
        if (begun && packetSsrc == ssrc) {
            audio(packetSsrc, sequence);
        }
    }

    /** Never negative: packets that came twice hide losses (RFC 3550, section 6.4.1). */
    public long lost() {
        return lostBefore + Math.max(0, expected - received);
    }

    private void begin(int packetSsrc, int sequence) {
        lostBefore = lost();
        begun = true;
        ssrc = packetSsrc;
        base = sequence;
        highest = sequence;
        expected = 1;
        received = 0;
    }
}
