package org.strowger.call;

/**
 * Whether calls of a queue are recorded when an agent answers.
 *
 * @param percent of them: 0 to 100
 * @param onDemand whether a command may begin to record, too
 */
public record RecordingRule(int percent, boolean onDemand) {

    /**
     * Not even when somebody asks for it, and what began elsewhere ends when the call joins the
     * queue. What a script has begun goes on.
     */
    public static final RecordingRule NEVER = new RecordingRule(0, false);

    /** When a script or a command asks for it. */
    public static final RecordingRule ON_DEMAND = new RecordingRule(0, true);

    public RecordingRule {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("not a percentage: " + percent);
        }
    }

    /** Each of so many in a hundred calls. */
    public static RecordingRule of(int percent) {
        return new RecordingRule(percent, true);
    }

    /**
     * Whether this call is one of them. It depends on the call alone, so that asking again, or
     * after a restart, gives the same answer.
     */
    boolean takes(String call) {
        return Math.floorMod(call.hashCode() * 0x9E37_79B1, 100) < percent;
    }
}
