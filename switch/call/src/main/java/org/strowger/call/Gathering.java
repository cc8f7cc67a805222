package org.strowger.call;

/**
 * When a thread that has nothing to do shall not wait for the very next message, but first let a
 * few gather: to be woken for each costs more than most messages do. A thread that is seldom woken
 * waits for each, and answers at once.
 */
final class Gathering {

    /** How long they gather: what is added at most to a response, when many are to be given. */
    static final long NANOS = 200_000;

    /** Pauses that are looked at together. */
    private static final int PAUSES = 64;

    /** When so many came within this, the thread is woken often: 2,000 times a second. */
    private static final long OFTEN_MICROS = 32_000;

    private int pauses;
    private long sinceMicros;
    private boolean due;

    /**
     * To be asked once before each pause.
     *
     * @param nowMicros by a clock that never goes back
     */
    boolean isDue(long nowMicros) {
        pauses++;
        if (pauses == PAUSES) {
            due = nowMicros - sinceMicros < OFTEN_MICROS;
            sinceMicros = nowMicros;
            pauses = 0;
        }
        return due;
    }
}
