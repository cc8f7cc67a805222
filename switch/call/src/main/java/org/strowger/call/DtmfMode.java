package org.strowger.call;

/** How keys come from a user's phones or a trunk, and go there, as the operator has set it. */
public enum DtmfMode {
    /** By RFC 4733 where it is negotiated, else as tones in the voice. */
    AUTO,
    /** By RFC 4733 or not at all. */
    RFC4733,
    /** By SIP INFO. RFC 4733 is not negotiated. */
    INFO,
    /** As tones in the voice. RFC 4733 is not negotiated. */
    INBAND;

    boolean negotiatesEvents() {
        return this == AUTO || this == RFC4733;
    }
}
