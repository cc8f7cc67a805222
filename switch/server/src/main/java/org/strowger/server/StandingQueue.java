package org.strowger.server;

/**
 * Whether messages stand in the queue before the signalling thread: each that was taken in the last
 * second had waited for longer than a second. A queue after a pause of the collector empties faster
 * than that; one that stands only gets longer, and whoever waits in it sends everything several
 * times (the idea is that of RFC 8289). For the signalling thread only.
 */
final class StandingQueue {

    static final long LONG_WAIT_MICROS = 1_000_000;
    static final long WHILE_MICROS = 1_000_000;

    private static final long NEVER = Long.MAX_VALUE;

    private long longSince = NEVER;

    /** A message is taken now. */
    void took(long receivedMicros, long nowMicros) {
        if (nowMicros - receivedMicros < LONG_WAIT_MICROS) {
            longSince = NEVER;
        } else {
            longSince = Math.min(longSince, nowMicros);
        }
    }

    /** Nothing waits. */
    void empty() {
        longSince = NEVER;
    }

    boolean stands(long nowMicros) {
        return nowMicros - longSince >= WHILE_MICROS;
    }
}
