package org.strowger.harness.farm;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What callers do, drawn anew for each call.
 *
 * @param perMille how many calls of a thousand are of that kind; the rest is normal
 */
public record CallerBehaviour(Map<Kind, Integer> perMille) {

    /** Kinds of behaviour; each is an ingredient of a trouble profile. */
    public enum Kind {
        /** Talks for the plan's time, then hangs up; without one, until the far side hangs up. */
        NORMAL,
        /**
         * Gives up before the answer: CANCEL, once there was any response (RFC 3261, section 9.1).
         * If the answer comes first, hangs up at once.
         */
        HANG_UP_EARLY,
        /** Hangs up as soon as the ACK is sent. */
        HANG_UP_AT_ANSWER,
        /** Leaves at a random moment, whatever phase the call is in: CANCEL or BYE. */
        HANG_UP_RANDOM,
        /** Falls silent for good: while it waits, at the answer without an ACK, or in the talk. */
        VANISH,
        /** Sends no offer: the far side's is in the 200, the answer in the ACK. Then normal. */
        LATE_OFFER
    }

    /** Everybody talks. */
    public static final CallerBehaviour NORMAL = new CallerBehaviour(Map.of());

    /**
     * Shares of calls.
     *
     * @throws IllegalArgumentException if the shares are no shares
     */
    public CallerBehaviour {
        perMille = Shares.checked(perMille);
    }

    /** The same with so many calls of a thousand of that kind. */
    public CallerBehaviour with(Kind kind, int share) {
        var shares = new EnumMap<Kind, Integer>(Kind.class);
        shares.putAll(perMille);
        shares.put(kind, share);
        return new CallerBehaviour(shares);
    }

    Kind draw(RandomGenerator random) {
        return Shares.draw(perMille, Kind.values(), random, Kind.NORMAL);
    }
}
