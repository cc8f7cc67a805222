package org.strowger.call;

/**
 * What the callers of a queue are told as they wait, and when.
 *
 * @param firstMicros after joining
 * @param everyMicros from one announcement to the next; 0 for only one
 * @param onProgress besides whenever the caller has come forward
 * @param place whether the place is told
 * @param time whether the time still to wait is told
 * @param offerKey the key by which callers are told that they may leave the line to be called back,
 *     where a script has it lead out; 0 for none
 */
public record Announcing(
        long firstMicros,
        long everyMicros,
        boolean onProgress,
        boolean place,
        boolean time,
        char offerKey) {

    /** Music alone. */
    public static final Announcing NONE = new Announcing(0, 0, false, false, false);

    /** That offers nothing. */
    public Announcing(
            long firstMicros, long everyMicros, boolean onProgress, boolean place, boolean time) {
        this(firstMicros, everyMicros, onProgress, place, time, (char) 0);
    }

    boolean isNone() {
        return !place && !time && !offers();
    }

    boolean offers() {
        return offerKey != 0;
    }
}
