package org.strowger.ivr;

/** What a script can want of the call's recording. */
public enum RecordingChange {
    /** From here on. */
    START,
    /** Silence from here on, until it is resumed. */
    PAUSE,
    RESUME,
    /** No longer, and not again whatever a queue says: the caller does not want it. */
    STOP
}
