package org.strowger.call;

import java.util.regex.Pattern;

/**
 * How a queue calls back. Nobody is called whose number the rules for the outside do not know, or
 * the rights do not allow.
 *
 * @param rights which numbers may be called, and how many at a time
 * @param agentFirst whether the agent is rung before the caller is; else the caller is called when
 *     it is his turn, and waits for an agent
 * @param retries how often a caller is called again who does not answer
 * @param retryMicros from one attempt to the next
 * @param keepMicros so long after it was due it is given up
 * @param perDay how many a number may book in one day (UTC)
 * @param most how many may be open at a time
 */
public record CallbackRules(
        UserRights rights,
        boolean agentFirst,
        int retries,
        long retryMicros,
        long keepMicros,
        int perDay,
        int most) {

    /** Digits, with or without a plus before them: nothing else is ever called. */
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{3,20}");

    static boolean isNumber(String number) {
        return DIGITS.matcher(number).matches();
    }
}
