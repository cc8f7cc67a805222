package org.strowger.media.recording;

import org.strowger.base.CallId;
import org.strowger.media.VoiceTap;

/**
 * Call control's hold on one recording. Every method is safe on any thread and never waits; times
 * are epoch microseconds, and never go back from one command to the next.
 */
public interface Recording {

    /** What a leg is tapped with whose peer is heard on that channel; it may be on any leg. */
    VoiceTap tap(Side side);

    /** From then on there is silence, and the pause is noted, until {@link #resume}. */
    void pause(long atMicros);

    void resume(long atMicros);

    /** The end. It may be told again, and means nothing then. */
    void stop(long atMicros);

    /** From then on it is that call's, as its own has been joined with it. */
    void movesTo(CallId call, long atMicros);

    /** Whether it goes on: false after {@link #stop}, and when the disk has refused it. */
    boolean isRunning();
}
