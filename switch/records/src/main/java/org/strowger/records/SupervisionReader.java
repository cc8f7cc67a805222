package org.strowger.records;

import java.util.List;

/** Where supervisions are looked up. Safe to call from any thread; waits for the database. */
public interface SupervisionReader {

    /**
     * What supervisors did last, oldest first.
     *
     * @param call in this call only; empty for all calls
     */
    List<CallEvent.Supervised> supervisions(String call, int limit);
}
