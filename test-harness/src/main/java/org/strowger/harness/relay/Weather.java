package org.strowger.harness.relay;

import java.time.Duration;

/**
 * What happens to datagrams of one direction.
 *
 * @param loss share of datagrams that do not arrive, 0 to 1
 * @param duplicates share of those that arrive twice
 * @param reordered share of those held back by {@link #HELD_BACK}, so that later ones overtake them
 * @param delay of all
 * @param jitter up to so much more, evenly spread; datagrams that are closer together than this may
 *     change places
 */
public record Weather(
        double loss, double duplicates, double reordered, Duration delay, Duration jitter) {

    /** How long a reordered datagram is held back; a packet of RTP follows each 20 ms. */
    public static final Duration HELD_BACK = Duration.ofMillis(50);

    /** Nothing happens to anything. */
    public static final Weather CALM = new Weather(0, 0, 0, Duration.ZERO, Duration.ZERO);

    public Weather {
        requireShare(loss);
        requireShare(duplicates);
        requireShare(reordered);
        if (delay.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("a delay below zero");
        }
    }

    public Weather withLoss(double share) {
        return new Weather(share, duplicates, reordered, delay, jitter);
    }

    public Weather withDuplicates(double share) {
        return new Weather(loss, share, reordered, delay, jitter);
    }

    public Weather withReordered(double share) {
        return new Weather(loss, duplicates, share, delay, jitter);
    }

    public Weather withDelay(Duration fixed, Duration upToMore) {
        return new Weather(loss, duplicates, reordered, fixed, upToMore);
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("not a share from 0 to 1: " + share);
        }
    }
}
