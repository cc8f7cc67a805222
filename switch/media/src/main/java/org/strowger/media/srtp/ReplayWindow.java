package org.strowger.media.srtp;

/** Which of the last 64 packets were there already (RFC 3711, section 3.3.2). */
final class ReplayWindow {

    private static final int SIZE = 64;

    private long newest = -1;
    private long seen; // Bit n is the packet n before the newest.

    /** The highest index so far; -1 before the first. */
    long newest() {
        return newest;
    }

    /** Whether a packet of that index may be taken: not too old, and not seen yet. */
    boolean admits(long index) {
        long behind = newest - index;
        return behind < 0 || (behind < SIZE && (seen >>> behind & 1) == 0);
    }

    /** It was taken; only after {@link #admits}. */
    void add(long index) {
        long ahead = index - newest;
        if (ahead > 0) {
            seen = ahead < SIZE ? seen << ahead | 1 : 1;
            newest = index;
        } else {
            seen |= 1L << -ahead;
        }
    }
}
