package org.strowger.sip.sdp;

/** The codecs we can answer with; payload types of RFC 3551, table 4. */
public enum Codec {
    PCMU(0, "PCMU/8000"),
    PCMA(8, "PCMA/8000"),
    /** 16,000 samples a second, but its clock says 8000 (RFC 3551, section 4.5.2). */
    G722(9, "G722/8000"),
    /** RFC 7587, section 7; each description chooses its payload type. */
    OPUS(-1, "opus/48000/2");

    private final int payloadType;
    private final String encoding;

    Codec(int payloadType, String encoding) {
        this.payloadType = payloadType;
        this.encoding = encoding;
    }

    /** The static one; -1 for none, see {@link AudioDescription#payloadType}. */
    public int payloadType() {
        return payloadType;
    }

    /** Whether it is one of the laws of G.711, which are made of each other by table. */
    public boolean isLaw() {
        return this == PCMU || this == PCMA;
    }

    /** As a=rtpmap has it, for example {@code PCMU/8000}. */
    String encoding() {
        return encoding;
    }
}
