package org.strowger.server;

import java.util.List;
import org.strowger.control.CdrSource;
import org.strowger.records.Cdr;
import org.strowger.records.CdrQuery;
import org.strowger.records.CdrReader;

/** From the question of the control door and the command line to that of the records. */
public final class CdrFilters {

    private CdrFilters() {}

    /** The newest records that match, oldest of them first. */
    public static List<Cdr> find(CdrReader records, CdrSource.Filter filter) {
        return records.cdrs(
                CdrQuery.latest(filter.limit())
                        .between(filter.sinceMicros(), Long.MAX_VALUE)
                        .withQueue(filter.queue())
                        .withAgent(filter.agent())
                        .withOutcome(filter.outcome()));
    }
}
