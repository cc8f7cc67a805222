package org.strowger.acd;

/**
 * When a queue takes nobody more, and when it lets go who waits. A queue that is full is beside
 * this.
 *
 * <p>Who must be there are agents who would do for the call at its step. As long as steps of its
 * relaxation are to come, nobody has to be.
 *
 * @param joins who must be there for a caller who joins
 * @param stays who must be there for a caller who stays; looked at each second
 * @param longestEstimateMicros one with a longer estimate is not taken; 0 for no limit
 * @param longestWaitMicros after that a caller is let go, unless an agent is rung; 0 for no limit
 */
public record Stay(Staff joins, Staff stays, long longestEstimateMicros, long longestWaitMicros) {

    /** Everybody may come, and stay. */
    public static final Stay FREE = new Stay(Staff.NOBODY, Staff.NOBODY, 0, 0);

    /** Who must be there. */
    public enum Staff {
        NOBODY,
        /** Somebody who is logged in and whose phone is there. */
        LOGGED_IN,
        /** Somebody of these who is not on a break. */
        AT_WORK
    }

    boolean isFree() {
        return equals(FREE);
    }
}
