package org.strowger.records;

import java.util.List;
import java.util.Optional;

/** Where recordings are looked up. Safe to call from any thread; waits for the database. */
public interface RecordingReader {

    /**
     * Those that began last, oldest first, each as it was told last.
     *
     * @param call its recordings only; empty for those of all calls
     */
    List<CallEvent.Recorded> recordings(String call, int limit);

    /** Those that are said to run: after a crash those that it cut off. */
    List<CallEvent.Recorded> runningRecordings();

    /** One of them. */
    Optional<CallEvent.Recorded> recording(String id);
}
