package org.strowger.call;

import org.strowger.sip.Diversion;

/**
 * One forwarding that a call has met on its way (RFC 5806).
 *
 * @param user who forwarded it
 */
public record Forwarding(String user, Why why) {

    /** Reasons, in the order of RFC 5806's list. */
    public enum Why {
        USER_BUSY,
        NO_ANSWER,
        UNCONDITIONAL,
        DO_NOT_DISTURB,
        UNAVAILABLE,
        DEFLECTION;

        /** As other switches are told; they have no word for do-not-disturb. */
        Diversion.Reason reason() {
            return switch (this) {
                case USER_BUSY, DO_NOT_DISTURB -> Diversion.Reason.USER_BUSY;
                case NO_ANSWER -> Diversion.Reason.NO_ANSWER;
                case UNCONDITIONAL -> Diversion.Reason.UNCONDITIONAL;
                case UNAVAILABLE -> Diversion.Reason.UNAVAILABLE;
                case DEFLECTION -> Diversion.Reason.DEFLECTION;
            };
        }
    }
}
