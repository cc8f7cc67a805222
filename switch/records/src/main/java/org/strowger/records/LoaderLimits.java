package org.strowger.records;

import java.util.concurrent.TimeUnit;

/**
 * What the loader keeps in memory of calls that have not ended; the rest stands in the database.
 *
 * @param holdMicros so long may a call's oldest event be kept
 * @param heldEvents so many events of all calls together; beyond it the oldest calls go first
 */
record LoaderLimits(long holdMicros, int heldEvents) {

    LoaderLimits {
        if (holdMicros < 0 || heldEvents < 0) {
            throw new IllegalArgumentException("limits must not be negative");
        }
    }

    /** 10 s and 50,000 events. */
    static LoaderLimits standard() {
        return new LoaderLimits(TimeUnit.SECONDS.toMicros(10), 50_000);
    }
}
