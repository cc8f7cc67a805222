package org.strowger.records;

import java.util.List;

/** Finished calls, for the control door and the command line. Safe to call from any thread. */
public interface CdrReader {

    /** The newest calls that match, at most {@code query.limit()}, oldest first. */
    List<Cdr> cdrs(CdrQuery query);
}
