package org.strowger.records;

import java.util.List;

/** Finished calls, for the control door and the command line. Safe to call from any thread. */
public interface CdrReader {

    /**
     * The newest calls that match, or the first after {@code query.after()}; at most {@code
     * query.limit()}, oldest first.
     *
     * @throws NoSuchCallException when there is no finished call of the id {@code query.after()}
     */
    List<Cdr> cdrs(CdrQuery query);
}
