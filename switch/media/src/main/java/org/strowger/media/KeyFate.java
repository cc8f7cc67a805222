package org.strowger.media;

/** What becomes of a key that a peer presses; decided when it begins, for all that follows. */
public enum KeyFate {
    /** It is told, and who listens gets it. */
    PASSES,
    /** It is told, and who listens does not get it ({@link MediaLeg#withhold}). */
    WITHHELD,
    /** It has come by another way too ({@link PeerKeys}): neither. */
    COPY
}
