package org.strowger.control;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.records.CallEvent;

/**
 * What the control door asks about recordings. Everything but {@link #find} is noted before it is
 * done, with who asked for it, and not done when it cannot be noted. Called on virtual threads.
 */
public interface RecordingDoor {

    /** Who asked when nobody said it. */
    String UNKNOWN = "unknown";

    /**
     * Has a call recorded, or no longer. A pause is made even when it cannot be noted.
     *
     * @param change start, pause, resume or stop
     * @param by who wants it
     * @return running, paused or stopped
     * @throws IllegalArgumentException what cannot be, and why
     * @throws IOException when it cannot be noted
     */
    String change(String call, String change, String by) throws IOException;

    /**
     * Recordings that began last, oldest first.
     *
     * @param call its recordings only; empty for those of all calls
     * @param by who wants to know
     * @throws IOException when it cannot be noted
     */
    List<CallEvent.Recorded> list(String call, int limit, String by) throws IOException;

    /** One of them. */
    Optional<CallEvent.Recorded> find(String id);

    /**
     * Notes that somebody is about to read a recording.
     *
     * @param action export or play
     * @param how where it goes
     * @throws IllegalArgumentException when there is no such action or recording
     * @throws IOException when it cannot be noted: then it must not be read
     */
    void note(String action, String id, String by, String how) throws IOException;

    /**
     * Deletes a recording.
     *
     * @param by who wants it
     * @throws IllegalArgumentException what cannot be, and why
     * @throws IOException when it cannot be noted or deleted
     */
    void delete(String id, String by, String reason) throws IOException;
}
