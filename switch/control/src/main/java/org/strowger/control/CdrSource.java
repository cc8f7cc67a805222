package org.strowger.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.records.Cdr;

/** Where the records of finished calls are read. May block. */
@FunctionalInterface
public interface CdrSource {

    /** The newest records that match, oldest of them first. */
    List<Cdr> cdrs(Filter filter);

    /**
     * Which records are wanted; null means any.
     *
     * @param limit at most so many
     * @param sinceMicros epoch microseconds: calls that began then or later; 0 for all
     */
    record Filter(
            int limit,
            long sinceMicros,
            @Nullable String queue,
            @Nullable String agent,
            @Nullable String outcome) {}
}
