package org.strowger.harness.farm;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the called do, drawn anew for each call.
 *
 * @param perMille how many calls of a thousand are of that kind; the rest is answered normally
 */
public record Behaviour(Map<Kind, Integer> perMille) {

    /** Kinds of behaviour; each is an ingredient of a trouble profile. */
    public enum Kind {
        /** Rings, answers, talks. */
        NORMAL,
        /** Rings for long, then answers. */
        SLOW,
        /** Rings until the caller gives up. */
        RING_OUT,
        /** Refuses with 486. */
        BUSY,
        /** Refuses with 603. */
        DECLINE,
        /** Refuses with 503. */
        UNAVAILABLE,
        /**
         * Falls silent at a random moment of the call. An agent comes back with a new registration;
         * a carrier forgets this call only.
         */
        VANISH,
        /** Answers, and hangs up as soon as it has the ACK. */
        BRIEF,
        /** Never says a word about this call. */
        SILENT
    }

    /** Everybody answers. */
    public static final Behaviour NORMAL = new Behaviour(Map.of());

    /**
     * Shares of calls.
     *
     * @throws IllegalArgumentException if the shares are no shares
     */
    public Behaviour {
        perMille = Shares.checked(perMille);
    }

    /** The same with so many calls of a thousand of that kind. */
    public Behaviour with(Kind kind, int share) {
        var shares = new EnumMap<Kind, Integer>(Kind.class);
        shares.putAll(perMille);
        shares.put(kind, share);
        return new Behaviour(shares);
    }

    Kind draw(RandomGenerator random) {
        return Shares.draw(perMille, Kind.values(), random, Kind.NORMAL);
    }
}
