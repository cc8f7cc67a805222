package org.strowger.acd;

/**
 * How long a caller may have to wait, counted from joining the queue.
 *
 * @param place in the queue by score, from 1; 0 when so many are ahead that they were not counted
 * @param lowMicros the lower end of the range
 * @param likelyMicros {@link #UNKNOWN} as long as nobody was served, or nobody is at work
 * @param highMicros the upper end
 */
public record WaitEstimate(int place, long lowMicros, long likelyMicros, long highMicros) {

    /** Nothing is known of the time. */
    public static final long UNKNOWN = -1;

    /** Of whom only the place is known. */
    static WaitEstimate unknown(int place) {
        return new WaitEstimate(place, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    public boolean isKnown() {
        return likelyMicros != UNKNOWN;
    }
}
