package org.strowger.base;

import java.util.concurrent.TimeUnit;

/** Time, as a seam: the system's in production, a number that only the test moves elsewhere. */
@FunctionalInterface
public interface Clock {

    /** Microseconds since 1970-01-01T00:00:00Z, never less than the call before gave. */
    long nowMicros();

    /**
     * The system's clock: read once, then carried on by the monotonic one. It never goes back, and
     * a step of the system's time does not reach it.
     */
    static Clock system() {
        long anchorMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        long anchorNanos = System.nanoTime();
        return () -> anchorMicros + (System.nanoTime() - anchorNanos) / 1_000;
    }
}
