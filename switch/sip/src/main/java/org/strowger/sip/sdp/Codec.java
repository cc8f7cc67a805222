package org.strowger.sip.sdp;

/** The codecs we can answer with; payload types of RFC 3551, table 4. */
public enum Codec {
    PCMU(0),
    PCMA(8);

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    public int payloadType() {
        return payloadType;
    }
}
