package org.strowger.media;

/**
 * How many keys of one peer are told. Nobody presses {@link #BURST} keys at once, nor a key every
 * {@link #KEY_MICROS} for long, and keys go on to a thread that serves all calls.
 */
public final class KeyAllowance {

    /** So many keys are told at once ... */
    public static final int BURST = 20;

    /** ... and after them one in this time. */
    public static final long KEY_MICROS = 50_000;

    private long creditMicros = BURST * KEY_MICROS;
    private long creditAtMicros;

    /** Whether one more may be told now. */
    boolean takes(long nowMicros) {
        long earned = Math.max(0, nowMicros - creditAtMicros);
        creditMicros = Math.min(BURST * KEY_MICROS, creditMicros + earned);
        creditAtMicros = nowMicros;
        if (creditMicros < KEY_MICROS) {
            return false;
        }
        creditMicros -= KEY_MICROS;
        return true;
    }
}
