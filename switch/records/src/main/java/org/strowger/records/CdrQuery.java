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
 */
public record CdrQuery(
        int limit,
        long sinceMicros,
        long untilMicros,
        @Nullable String caller,
        @Nullable String queue,
        @Nullable String agent,
        @Nullable String outcome) {

    private static final int MAX_LIMIT = 1_000_000;

    public CdrQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be 1 to %d, but is %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** The newest {@code limit} calls of all times. */
    public static CdrQuery latest(int limit) {
        return new CdrQuery(limit, Long.MIN_VALUE, Long.MAX_VALUE, null, null, null, null);
    }

    /** The same, but for calls that started at {@code since} or later and before {@code until}. */
    public CdrQuery between(long since, long until) {
        return new CdrQuery(limit, since, until, caller, queue, agent, outcome);
    }

    public CdrQuery withCaller(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, value, queue, agent, outcome);
    }

    public CdrQuery withQueue(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, value, agent, outcome);
    }

    public CdrQuery withAgent(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, queue, value, outcome);
    }

    public CdrQuery withOutcome(@Nullable String value) {
        return new CdrQuery(limit, sinceMicros, untilMicros, caller, queue, agent, value);
    }
}
