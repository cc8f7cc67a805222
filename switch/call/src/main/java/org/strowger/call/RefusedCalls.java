package org.strowger.call;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Calls that call control refused, by cause. Signalling writes, anybody reads. */
public final class RefusedCalls {

    /** Why. All are answered with 503 but the last two: 404, and what the operator has set. */
    public enum Cause {
        /** The switch does not take calls yet, or no more. */
        CLOSED,
        /** There are as many calls as the configuration allows. */
        CALL_LIMIT,
        /** The disk or the spool's queue is too full. */
        RECORDS,
        /** The distributor's ring had no room for events of calls that exist. */
        DISTRIBUTOR,
        /** A user had as many calls to the outside as his class allows. */
        TOLL_LIMIT,
        UNKNOWN_NUMBER,
        /** The caller is on the block list. */
        BLOCKED
    }

    private final Map<Cause, AtomicLong> counters = new EnumMap<>(Cause.class);

    /** All at zero. */
    public RefusedCalls() {
        for (var cause : Cause.values()) {
            counters.put(cause, new AtomicLong());
        }
    }

    void add(Cause cause) {
        counter(cause).incrementAndGet();
    }

    public long of(Cause cause) {
        return counter(cause).get();
    }

    /** For every cause. */
    public long all() {
        return counters.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private AtomicLong counter(Cause cause) {
        var counter = counters.get(cause);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + cause);
        }
        return counter;
    }
}
