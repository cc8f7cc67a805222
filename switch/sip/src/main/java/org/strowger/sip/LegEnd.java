package org.strowger.sip;

import java.util.Set;

/**
 * How a leg ended.
 *
 * @param status the final response of an INVITE that failed, else 0
 * @param q850 cause of ITU-T Q.850 that the peer gave in its Reason header (RFC 3326), or that fits
 *     what was wrong with the peer; 0 for none
 * @param redirectedTo the number of ours to which a user's phone sends the call (RFC 3261, section
 *     21.3); empty for none
 * @param elsewhere whether the caller's CANCEL said that somebody else has the call (RFC 3326)
 */
public record LegEnd(Cause cause, int status, int q850, String redirectedTo, boolean elsewhere) {

    private static final int MOVED_PERMANENTLY = 301;
    private static final int GONE = 410;
    private static final int FLOW_FAILED = 430; // Between an edge and us (RFC 5626).

    /**
     * What one side wants of the other, with a header that says it: Unsupported, Require, Min-SE,
     * Min-Expires, Security-Server. A caller who heard that without the header, or of an extension
     * that his own side has, could do nothing about it.
     */
    private static final Set<Integer> BETWEEN_US = Set.of(420, 421, 422, 423, 494);

    /** Of a call that nobody else has. */
    public LegEnd(Cause cause, int status, int q850, String redirectedTo) {
        this(cause, status, q850, redirectedTo, false);
    }

    /** Of a call that is sent nowhere. */
    public LegEnd(Cause cause, int status, int q850) {
        this(cause, status, q850, "");
    }

    /** Without a cause of Q.850. */
    public LegEnd(Cause cause, int status) {
        this(cause, status, 0);
    }

    /**
     * The final response that says best why it was refused; 480 when none says that. A number that
     * has moved for good where we do not follow it is gone; what was wrong between that side and us
     * is nothing for another side of the call.
     */
    public int refusal() {
        int best = status == MOVED_PERMANENTLY ? GONE : Q850.status(status, q850);
        return best < 400 || best == FLOW_FAILED || BETWEEN_US.contains(best) ? 480 : best;
    }

    /**
     * What the other side of the call is told. The peer's own words are not for it: they may name
     * what is behind us, and have any length.
     *
     * @param text for people, where the cause says nothing more
     */
    public Reason onward(String text) {
        if (elsewhere) {
            return Reason.ELSEWHERE;
        }
        int why = q850 == 0 ? usual().cause() : q850;
        return why == Q850.NORMAL_CLEARING.cause()
                ? Reason.normal(text)
                : new Reason(why, false, Q850.words(why, text));
    }

    private Q850 usual() {
        return switch (cause) {
            case NO_ACK, LOST -> Q850.TIMER_EXPIRED;
            case BYE, CANCELLED, REJECTED, OURS -> Q850.NORMAL_CLEARING;
        };
    }

    /**
     * The cause of Q.850 that goes with {@link #refusal}. Where the call was sent elsewhere and did
     * not go, that is said, for 480 alone says nothing of it.
     */
    public int refusalCause() {
        if (q850 != 0) {
            return q850;
        }
        return switch (status) {
            case MOVED_PERMANENTLY -> Q850.NUMBER_CHANGED.cause();
            case 300, 302, 305, 380 -> Q850.REDIRECTED.cause();
            default -> Q850.causeOf(BETWEEN_US.contains(status) ? status : refusal());
        };
    }

    /** Who or what ended it. */
    public enum Cause {
        /** The peer's BYE. */
        BYE,
        /** The caller's CANCEL before we answered. */
        CANCELLED,
        /** Our INVITE got a final response of 300 or more, or none in time (408). */
        REJECTED,
        /** We hung up, cancelled or rejected. */
        OURS,
        /** No ACK came for our 2xx in 64*T1 (RFC 3261, section 13.3.1.4). */
        NO_ACK,
        /**
         * A request inside the dialog got no answer, or 481 or 408 (RFC 3261, section 12.2.1.2), or
         * nobody refreshed the session in time (RFC 4028).
         */
        LOST
    }
}
