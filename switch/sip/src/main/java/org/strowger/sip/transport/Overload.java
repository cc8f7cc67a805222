package org.strowger.sip.transport;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether the whole switch takes new calls: set by whoever measures, read by the I/O loops before
 * any grammar is read. Any thread.
 */
public final class Overload {

    private static final int RETRY_AFTER_MAX_SECONDS = 5;

    private volatile boolean refusing;

    /** From now on new INVITEs are answered with 503, or taken again. */
    public void refuseNewCalls(boolean refuse) {
        if (refusing != refuse) {
            refusing = refuse;
        }
    }

    public boolean refusesNewCalls() {
        return refusing;
    }

    /** 1 to 5, another one each time, so that callers do not come back all at once. */
    int retryAfterSeconds() {
        return ThreadLocalRandom.current().nextInt(1, RETRY_AFTER_MAX_SECONDS + 1);
    }
}
