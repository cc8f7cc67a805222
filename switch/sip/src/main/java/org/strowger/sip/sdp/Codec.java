package org.strowger.sip.sdp;

/** The codecs we can answer with; payload types of RFC 3551, table 4. */
public enum Codec {
    PCMU(0),
    PCMA(8);

    private final int payloadType;
    private final String encoding = name() + "/8000";

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    public int payloadType() {
        return payloadType;
    }

    /** As a=rtpmap has it, for example {@code PCMU/8000}. */
    String encoding() {
        return encoding;
    }
}
