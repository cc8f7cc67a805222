package org.strowger.records;

import org.jspecify.annotations.Nullable;

/**
 * Which finished calls are asked for. Null asks for all.
 *
 * @param limit most calls to give, 1 to 1,000,000; the newest by start are given
 * @param sinceMicros started at this time or later, epoch microseconds
 * @param untilMicros started before this time
 * @param caller the number calling
 * @param queue the last one joined
 * @param agent who answered
 * @param outcome as in {@link Cdr#outcome}
 * @param after only those that follow the call of this id, by start and then by id, and of these
 *     not the newest but the first; empty for the first of all, null for the newest
 */
public record CdrQuery(
        int limit,
        long sinceMicros,
        long untilMicros,
        @Nullable String caller,
        @Nullable String queue,
        @Nullable String agent,
        @Nullable String outcome,
        @Nullable String after) {

    private static final int MAX_LIMIT = 1_000_000;

    public CdrQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be 1 to %d, but is %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** The newest calls that match. */
    public CdrQuery(
            int limit,
            long sinceMicros,
            long untilMicros,
            @Nullable String caller,
            @Nullable String queue,
            @Nullable String agent,
            @Nullable String outcome) {
        this(limit, sinceMicros, untilMicros, caller, queue, agent, outcome, null);
    }

    /** The newest {@code limit} calls of all times. */
    public static CdrQuery latest(int limit) {
        return new CdrQuery(limit, Long.MIN_VALUE, Long.MAX_VALUE, null, null, null, null);
    }

    /** To read all calls page by page: with an empty id first, then with the last that was read. */
    public CdrQuery startingAfter(String id) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, queue, agent, outcome, id);
    }

    /** The same, but for calls that started at {@code since} or later and before {@code until}. */
    public CdrQuery between(long since, long until) {
        return new CdrQuery(limit, since, until, caller, queue, agent, outcome, after);
    }

    public CdrQuery withCaller(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, value, queue, agent, outcome, after);
    }

    public CdrQuery withQueue(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, value, agent, outcome, after);
    }

    public CdrQuery withAgent(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, queue, value, outcome, after);
    }

    public CdrQuery withOutcome(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, queue, agent, value, after);
    }
}
