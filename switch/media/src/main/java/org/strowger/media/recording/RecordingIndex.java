package org.strowger.media.recording;

/** Who keeps the list of recordings. Called on the writer's thread; must not wait long. */
@FunctionalInterface
public interface RecordingIndex {

    /** A recording has begun, is paused, goes on, or is over. */
    void changed(RecordingEntry entry);
}
