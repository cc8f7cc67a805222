package org.strowger.records;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;

/**
 * When the loader leaves the machine to the calls: while somebody says so, and for two minutes at
 * most, as the spool grows meanwhile. Told by any thread, asked by the loader's.
 */
final class LoaderRest {

    static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private static final Logger LOG = LoggerFactory.getLogger(LoaderRest.class);
    private static final long NEVER = Long.MAX_VALUE;

    private final Clock clock;
    private volatile boolean wanted;
    private long since = NEVER;

    LoaderRest(Clock clock) {
        this.clock = clock;
    }

    void want(boolean rest) {
        if (wanted != rest) {
            wanted = rest;
        }
    }

    /** Whether to rest now. */
    boolean lasts() {
        if (!wanted) {
            since = NEVER;
            return false;
        }
        long now = clock.nowMicros();
        if (since == NEVER) {
            since = now;
            LOG.info("overload: records are loaded later, for two minutes at most");
        }
        return now - since < LONGEST_MICROS;
    }
}
