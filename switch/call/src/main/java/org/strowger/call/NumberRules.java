package org.strowger.call;

/**
 * How calls to one number go.
 *
 * @param withAgent whether the caller hears script and music before the answer, which comes with
 *     the agent's: then waiting costs nothing
 * @param longestMicros how old a call to it may become; 0 for as old as any
 */
public record NumberRules(boolean withAgent, long longestMicros) {

    /** Answered at once. */
    public static final NumberRules USUAL = new NumberRules(false, 0);
}
