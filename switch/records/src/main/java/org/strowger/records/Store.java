package org.strowger.records;

import java.util.List;
import java.util.Map;

/**
 * Where the loader puts what it reads, as a seam: H2 in production, memory in a simulation. Methods
 * throw {@link RecordsException} or the database's own unchecked exceptions when it is out of
 * reach; then nothing was changed.
 *
 * <p>A crash may take the latest transactions back, whole and from the end, down to the last {@link
 * #makeDurable}: the place goes back with them, so that the loader reads their events again.
 */
public interface Store {

    /** The first place in the spool whose events are not all here. */
    SpoolPosition position();

    /**
     * Takes the events and remembers the place, in one transaction. What is there already stays as
     * it is, so the same events may come any number of times: {@link CallHistory} says what the
     * events of a call add up to, and a call that has ended takes no more.
     *
     * @param next the first place whose events are not all here then
     * @return calls finished by these events
     */
    int load(List<CallEvent> events, SpoolPosition next);

    /** Calls that began and did not end, with all their events so far. */
    Map<String, List<CallEvent>> openCalls();

    /** On return everything loaded survives whatever dies. */
    void makeDurable();
}
