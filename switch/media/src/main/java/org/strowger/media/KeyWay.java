package org.strowger.media;

/** How the keys of one leg's peer come, and how those for it go. */
public enum KeyWay {
    /** Telephone-events (RFC 4733). */
    EVENTS,
    /** The two tones of ITU-T Q.23 within the voice, found by a {@link DtmfDetector}. */
    TONES,
    /** By signalling, SIP INFO: {@link MediaLeg#keyed} and {@link MediaEvents#infoDue}. */
    INFO,
    /** Those that were asked for are not negotiated: none go there. */
    NONE
}
