package org.strowger.media;

/** How the voice of a leg is coded on the wire. */
public enum Coding {
    /** One of the two laws, {@link RtpFormat.Law}: one octet a sample. */
    G711(1),
    /**
     * ITU-T G.722 at 64 kbit/s. Its RTP clock counts 8000 a second though it has 16,000 samples
     * (RFC 3551, section 4.5.2), so an octet is one tick, as in G.711.
     */
    G722(1),
    /** Opus (RFC 6716); its RTP clock counts 48,000 a second, whatever is in it (RFC 7587). */
    OPUS(6);

    private final int ticks;

    Coding(int ticks) {
        this.ticks = ticks;
    }

    /** How many of its RTP clock make 125 microseconds, a sample of 8000 Hz. */
    public int ticks() {
        return ticks;
    }
}
