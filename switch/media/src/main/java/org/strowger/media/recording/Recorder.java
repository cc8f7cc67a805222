package org.strowger.media.recording;

import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;

/** Begins recordings. Safe to call from any thread; never waits. */
@FunctionalInterface
public interface Recorder {

    /** Where nothing can be recorded. */
    Recorder NONE = (_, _, _) -> null;

    /**
     * Begins to record a call. Who is heard is said by {@link Recording#tap}.
     *
     * @param id of the recording, unique for ever, fit for a file's name
     * @param atMicros the first moment of it, epoch microseconds
     * @return null when there is no room for one more: too many, or too little space on the disk
     */
    @Nullable Recording begin(String id, CallId call, long atMicros);
}
