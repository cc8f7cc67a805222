package org.strowger.call;

/**
 * What the callers of a queue are told as they wait, and when.
 *
 * @param firstMicros after joining
 * @param everyMicros from one announcement to the next; 0 for only one
 * @param onProgress besides whenever the caller has come forward
 * @param place whether the place is told
 * @param time whether the time still to wait is told
 */
public record Announcing(
        long firstMicros, long everyMicros, boolean onProgress, boolean place, boolean time) {

    /** Music alone. */
    public static final Announcing NONE = new Announcing(0, 0, false, false, false);

    boolean isNone() {
        return !place && !time;
    }
}
