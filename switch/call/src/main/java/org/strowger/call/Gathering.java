package org.strowger.call;

/**
 * When a thread that has nothing to do shall not wait for the very next message, but first let a
 * few gather: to be woken for each costs more than most messages do. A thread with little to do
 * waits for each, and answers at once.
 */
final class Gathering {

    /** How long they gather: what is added at most to a response, when many are to be given. */
    static final long NANOS = 200_000;

    /** The same when most of what comes is refused at the door: nobody there is in a hurry. */
    static final long REFUSING_NANOS = 2_000_000;

    /** Time over which steps are counted. */
    static final long WINDOW_MICROS = 50_000;

    /**
     * Steps in that time which are many: 14,000 a second, some 3,000 calls to a short script. As
     * many datagrams are, too, when they are refused without a step.
     */
    static final int MANY = 700;

    private long steps;
    private long heardBefore;
    private long sinceMicros;
    private long nanos;

    /** The thread has done a step. */
    void stepped() {
        steps++;
    }

    /**
     * How long to let them gather; to be asked before each pause.
     *
     * @param nowMicros by a clock that never goes back
     * @param heard datagrams that have come so far
     * @return nanoseconds, 0 for not at all
     */
    long nanos(long nowMicros, long heard) {
        long passed = nowMicros - sinceMicros;
        if (passed >= WINDOW_MICROS) {
            nanos = nanosAfter(steps, heard - heardBefore, MANY * passed / WINDOW_MICROS);
            steps = 0;
            heardBefore = heard;
            sinceMicros = nowMicros;
        }
        return nanos;
    }

    /** Whether they gather at all. */
    boolean many() {
        return nanos > 0;
    }

    private static long nanosAfter(long steps, long heard, long many) {
        if (heard - steps >= many) {
            return REFUSING_NANOS;
        }
        return Math.max(steps, heard) >= many ? NANOS : 0;
    }
}
