package org.strowger.sip;

/**
 * Somebody who did not take a call and sent it on (RFC 5806; RFC 7044 tells the same as history).
 *
 * @param number user part of the URI that the call was for; without control characters
 * @param secret whether the number is not for everybody
 */
public record Diversion(String number, Reason reason, boolean secret) {

    /** Why, in the words of RFC 5806 and as the cause of RFC 7044 (RFC 7544, section 4). */
    public enum Reason {
        UNKNOWN("unknown", 404),
        USER_BUSY("user-busy", 486),
        NO_ANSWER("no-answer", 408),
        UNCONDITIONAL("unconditional", 302),
        DEFLECTION("deflection", 487),
        UNAVAILABLE("unavailable", 503);

        private final String word;
        private final int cause;

        Reason(String word, int cause) {
            this.word = word;
            this.cause = cause;
        }

        /** Value of the parameter reason. */
        public String word() {
            return word;
        }

        /** Response that says the same. */
        public int cause() {
            return cause;
        }

        /** The reason of that word; unknown for any other. */
        public static Reason of(String word) {
            for (var reason : values()) {
                if (reason.word.equalsIgnoreCase(word)) {
                    return reason;
                }
            }
            return UNKNOWN;
        }

        /** The reason that a response gives; unknown for any other. */
        public static Reason of(int status) {
            for (var reason : values()) {
                if (reason.cause == status) {
                    return reason;
                }
            }
            return status == 480 ? DEFLECTION : UNKNOWN;
        }
    }
}
