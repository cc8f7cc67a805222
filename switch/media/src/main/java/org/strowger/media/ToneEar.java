package org.strowger.media;

/**
 * Looks for keys in the voice of one peer as it comes in packets: in order, each once. A sender
 * that stops for a while, as there was silence or hold, has let go of its key; what lost packets
 * had in them nobody knows, so a short loss is none. Pure.
 */
public final class ToneEar {

    /** Samples that a sender left out itself and that are a pause: 40 ms, as in ITU-T Q.24. */
    private static final int PAUSE = 320;

    /** Samples lost that no key is held over: 200 ms. */
    private static final int LONG_LOSS = 1_600;

    private static final int MAX_MISORDER = 100; // packets; what is older begins anew

    private final DtmfDetector detector = new DtmfDetector();
    private boolean begun;
    private int ssrc;
    private int sequence; // of the last packet
    private int expected; // timestamp of the next
    private char key;

    /**
     * The next packet, maybe one that has come before.
     *
     * @param packet where the header was parsed from
     * @return the key that has become certain with it, or {@link DtmfDetector#NONE}
     */
    public char hear(RtpHeader header, byte[] packet, RtpFormat.Law law) {
        int ahead = (short) (header.sequence() - sequence);
        boolean follows = begun && header.ssrc() == ssrc && ahead > -MAX_MISORDER;
        if (follows && ahead <= 0) {
            return DtmfDetector.NONE; // A copy, or overtaken.
        }
        int missing = header.timestamp() - expected;
        if (!follows || missing >= (ahead == 1 ? PAUSE : LONG_LOSS)) {
            detector.reset();
        }
        begun = true;
        ssrc = header.ssrc();
        sequence = header.sequence();
        expected = header.timestamp() + header.payloadLength();
        char certain = detector.hear(law, packet, header.payloadOffset(), header.payloadLength());
        key = certain == DtmfDetector.NONE ? key : certain;
        return certain;
    }

    /** Something else comes from now on. */
    public void reset() {
        begun = false;
    }

    /** Whether the tones of {@link #key} go on. */
    public boolean isSounding() {
        return detector.isSounding();
    }

    /** The one that was certain last. */
    public char key() {
        return key;
    }

    /** {@link DtmfDetector#durationMillis}. */
    public int durationMillis() {
        return detector.durationMillis();
    }
}
