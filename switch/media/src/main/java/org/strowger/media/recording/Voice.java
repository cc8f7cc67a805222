package org.strowger.media.recording;

import org.strowger.media.RtpFormat.Law;

/** A packet of voice on its way to the writer; nobody changes it any more. */
final class Voice {

    private final Side side;
    private final long atMicros;
    private final int ssrc;
    private final int sequence;
    private final int timestamp;
    private final Law law;
    private final byte[] codes;
    private final boolean hidden;

    /**
     * A packet.
     *
     * @param atMicros when it came, epoch microseconds
     * @param sequence 0 to 65 535
     * @param timestamp unsigned 32 bits, in samples
     * @param codes one octet a sample; not copied
     */
    Voice(Side side, long atMicros, int ssrc, int sequence, int timestamp, Law law, byte[] codes) {
        this(side, atMicros, ssrc, sequence, timestamp, law, codes, false);
    }

    private Voice(
            Side side,
            long atMicros,
            int ssrc,
            int sequence,
            int timestamp,
            Law law,
            byte[] codes,
            boolean hidden) {
        this.side = side;
        this.atMicros = atMicros;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.law = law;
        this.codes = codes;
        this.hidden = hidden;
    }

    /** The same, of which nothing may be heard. */
    Voice hidden() {
        return new Voice(side, atMicros, ssrc, sequence, timestamp, law, codes, true);
    }

    boolean isHidden() {
        return hidden;
    }

    Side side() {
        return side;
    }

    long atMicros() {
        return atMicros;
    }

    int ssrc() {
        return ssrc;
    }

    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    Law law() {
        return law;
    }

    /** Not a copy. */
    byte[] codes() {
        return codes;
    }
}
