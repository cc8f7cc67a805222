package org.strowger.server;

/**
 * How many new calls may wait for the signalling thread, which serves the calls that exist first.
 * For the signalling thread only.
 *
 * <p>A queue after a pause of the collector, or before a JVM that has just started, empties by
 * itself, so long waits must last until there is overload. From then on only so many may wait as
 * are served in a short time: never none, so that nothing is lost of what can be served, and never
 * so many that a caller hears late and sends everything again (the idea is that of RFC 8289). The
 * others are refused at the door, where it is cheap. When nobody had to be refused for a while, the
 * overload is over.
 */
final class Admission {

    /** A long wait while there is no overload. */
    static final long LONG_WAIT_MICROS = 1_000_000;

    /** The same in a JVM that has just started, which gets faster with every call. */
    static final long LONG_WAIT_AT_FIRST_MICROS = 4_000_000;

    /** So long it has just started. */
    static final long AT_FIRST_MICROS = 30_000_000;

    /** Long waits for so long are overload. */
    static final long STANDS_MICROS = 1_000_000;

    /** In overload so many may wait as are served in this time. */
    static final long SHORT_WAIT_MICROS = 100_000;

    /** When the queue was empty in this time, it is a burst: a pause of the thread, say. */
    static final long JUST_EMPTY_MICROS = 250_000;

    /** So many times the short wait is a burst's. */
    static final int BURST = 4;

    /** But so many always: the door must not be slower than the thread. */
    static final int LEAST = 32;

    /** Who has waited for so long in overload is turned away: soon he asks again (T1). */
    static final long TOO_LATE_MICROS = 450_000;

    /** Overload is over when nobody was refused for so long. */
    static final long CALM_MICROS = 10_000_000;

    /** Any number. */
    static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final long NEVER = Long.MAX_VALUE;
    private static final double NEWS = 0.2;

    private final long startedMicros;
    private long longSince = NEVER;
    private boolean overload;
    private int served;
    private double perMicro;
    private long lookedAt;
    private long calmSince;
    private long emptyAt;

    Admission(long startedMicros) {
        this.startedMicros = startedMicros;
        this.emptyAt = startedMicros;
    }

    /**
     * A new call comes to its turn.
     *
     * @return false when it is turned away
     */
    boolean takes(long receivedMicros, long nowMicros) {
        long waited = nowMicros - receivedMicros;
        if (overload && waited >= TOO_LATE_MICROS) {
            return false;
        }
        served++;
        longSince = waited < longWait(nowMicros) ? NEVER : Math.min(longSince, nowMicros);
        if (nowMicros - longSince >= STANDS_MICROS && !overload) {
            overload = true;
            calmSince = nowMicros;
        }
        return true;
    }

    private long longWait(long nowMicros) {
        return nowMicros - startedMicros < AT_FIRST_MICROS
                ? LONG_WAIT_AT_FIRST_MICROS
                : LONG_WAIT_MICROS;
    }

    /**
     * Looks how it goes; many times a second.
     *
     * @param refused whether somebody was refused since the last look
     * @param nobodyWaits whether no new call waits now
     */
    void look(boolean refused, boolean nobodyWaits, long nowMicros) {
        if (nowMicros > lookedAt) {
            perMicro += NEWS * ((double) served / (nowMicros - lookedAt) - perMicro);
        }
        served = 0;
        lookedAt = nowMicros;
        if (nobodyWaits) {
            longSince = NEVER;
            emptyAt = nowMicros;
        }
        if (refused) {
            calmSince = nowMicros;
        } else if (nowMicros - calmSince >= CALM_MICROS) {
            overload = false;
        }
    }

    /** Whether there is more than can be served. */
    boolean overload() {
        return overload;
    }

    /** How many new calls may wait. */
    int mayWait() {
        if (!overload) {
            return NO_LIMIT;
        }
        int burst = lookedAt - emptyAt < JUST_EMPTY_MICROS ? BURST : 1;
        return Math.max(LEAST, (int) (burst * perMicro * SHORT_WAIT_MICROS));
    }
}
