package org.strowger.harness.farm;

/**
 * How one call went, as its caller saw it. Times in microseconds since the epoch.
 *
 * @param caller its number; no other call of the plan has it
 * @param callId SIP Call-ID
 * @param behaviour what the caller was going to do
 * @param attemptedAt when the INVITE went out first
 * @param status the final one of the INVITE; 0 if there was none when the call ended
 * @param establishedAt when the 200 came; 0 if it did not
 * @param endedAt when BYE went out or came in, the call failed, or the caller fell silent
 * @param endedBy who ended it
 */
public record Outcome(
        String caller,
        String callId,
        CallerBehaviour.Kind behaviour,
        long attemptedAt,
        int status,
        long establishedAt,
        long endedAt,
        End endedBy) {

    /** Who ended a call. */
    public enum End {
        /** BYE, or CANCEL and 487. */
        CALLER,
        /** BYE, or a refusal. */
        SWITCH,
        /** The caller fell silent, or no final response came. */
        NOBODY
    }
}
