package org.strowger.media;

/**
 * How all legs of an engine behave.
 *
 * @param dscp differentiated services code point of every packet sent (RFC 2474), 0 to 63
 * @param silence how long a peer may send nothing
 * @param unheardMicros how long one that should send is sent voice, though nothing came from its
 *     address: it may be somebody else's; 0 for ever
 */
public record MediaRules(int dscp, SilenceWatch.Limits silence, long unheardMicros) {

    /** Expedited forwarding (RFC 3246), which is for voice (RFC 4594, section 4.1). */
    public static final int EXPEDITED_FORWARDING = 46;

    private static final int MOST_DSCP = 63;

    /** Packets like any other, and as much silence as anybody likes. */
    public static final MediaRules PLAIN = new MediaRules(0, SilenceWatch.Limits.NONE, 0);

    public MediaRules {
        if (dscp < 0 || dscp > MOST_DSCP) {
            throw new IllegalArgumentException("DSCP has 6 bits, but this is " + dscp);
        }
    }

    /** The octet that the code point is part of, as sockets want it. */
    public int trafficClass() {
        return dscp << 2;
    }
}
