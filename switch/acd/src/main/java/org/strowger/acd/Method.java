package org.strowger.acd;

/**
 * Which of the idle agents who will do gets a call. Between equals the longest idle is first, then
 * the order of the configuration. Where the match is not spoken of, it does not count.
 */
public enum Method {
    /** Of the best matches the longest idle. */
    LONGEST_IDLE,

    /** Of the best matches who can do most: all levels together. */
    MOST_SKILLED,

    /** The least match that will do, then who can do least: experts are kept free. */
    LEAST_SKILLED,

    /** Who has answered the fewest calls since logging in. */
    FEWEST_CALLS,

    /** Who has talked least since logging in. */
    LEAST_TALK_TIME,

    /**
     * Who has the lowest occupancy since logging in: measured as the agent becomes ready, and again
     * after each minute of being so.
     */
    LEAST_OCCUPIED,

    /** Who comes after the agent whom the queue offered a call last. */
    ROUND_ROBIN,

    /** Always from the first one on. */
    LINEAR,

    /**
     * By lot; who matches with n has n + 1 lots. The lot falls on one of the idle; if that one may
     * not be offered this call, the next in the configuration gets it.
     */
    WEIGHTED_RANDOM,

    /** All at once, as many as {@link Choice} says: the first answer wins. */
    RING_ALL,

    /** First one, then one more after each interval that {@link Choice} gives. */
    RING_PROGRESSIVELY
}
