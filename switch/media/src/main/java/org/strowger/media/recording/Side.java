package org.strowger.media.recording;

/** Whose voice. */
public enum Side {
    /** The left channel. */
    CALLER(0),
    /** The right channel: who talks with the caller. */
    OTHER(1);

    private final int channel;

    Side(int channel) {
        this.channel = channel;
    }

    /** From 0. */
    int channel() {
        return channel;
    }
}
