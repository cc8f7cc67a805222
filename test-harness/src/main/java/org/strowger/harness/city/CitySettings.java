package org.strowger.harness.city;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * One run of the city.
 *
 * @param agents how many agents work in it
 * @param calls how many callers dial, once each
 * @param day in this time they all dial
 * @param faults what goes wrong, and how often
 * @param seed the same seed gives the same run
 */
public record CitySettings(int agents, int calls, Duration day, Faults faults, long seed) {

    private static final int MOST_AGENTS = 50_000;
    private static final int MOST_CALLS = 10_000_000;
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Refuses what is no city. */
    public CitySettings {
        if (agents < 1 || agents > MOST_AGENTS || calls < 1 || calls > MOST_CALLS) {
            throw new IllegalArgumentException(
                    "a city has 1 to %d agents and 1 to %d calls, not %d and %d"
                            .formatted(MOST_AGENTS, MOST_CALLS, agents, calls));
        }
        if (!day.isPositive() || day.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a day lasts more than nothing and at most %s, not %s".formatted(LONGEST, day));
        }
    }

    /** The same with another seed. */
    public CitySettings withSeed(long other) {
        return new CitySettings(agents, calls, day, faults, other);
    }

    /** Half an hour of a centre with 20 agents and 200 calls in which everything goes wrong. */
    public static CitySettings small(long seed) {
        return new CitySettings(20, 200, Duration.ofMinutes(30), Faults.usual(2), seed);
    }

    /** A day of a centre with 1,000 agents and 50,000 calls, with faults. */
    public static CitySettings fullDay(long seed) {
        return new CitySettings(1_000, 50_000, Duration.ofDays(1), Faults.usual(6), seed);
    }

    /**
     * What goes wrong. Rates are in parts of a million.
     *
     * @param loss datagrams that never arrive
     * @param duplicates datagrams that arrive twice
     * @param late datagrams that others overtake: 50 to 400 ms late
     * @param vanishing callers and offers whose phone goes silent without a word
     * @param partitions times a day that the switch is cut off from everybody, for 1 to 8 s
     * @param slowDisks times a day that the disk takes 0.2 to 3 s for a write, for 5 to 60 s
     * @param fullDisks times a day that the disk is full, at once or in two steps, or fails, for 5
     *     to 60 s each
     * @param crashes times a day that the switch loses its power
     * @param fullRing events that find no slot on the distributor's ring
     */
    public record Faults(
            int loss,
            int duplicates,
            int late,
            int vanishing,
            int partitions,
            int slowDisks,
            int fullDisks,
            int crashes,
            int fullRing) {

        private static final int MILLION = 1_000_000;
        private static final int MOST_TIMES = 1_000;

        /** Refuses what cannot be a rate or a number. */
        public Faults {
            if (IntStream.of(loss, duplicates, late, vanishing, fullRing)
                            .anyMatch(rate -> rate < 0 || rate > MILLION)
                    || IntStream.of(partitions, slowDisks, fullDisks, crashes)
                            .anyMatch(times -> times < 0 || times > MOST_TIMES)) {
                throw new IllegalArgumentException(
                        "of a million 0 to a million go wrong, and 0 to %d times a day"
                                .formatted(MOST_TIMES));
            }
        }

        /** Nothing goes wrong but what people do. */
        public static Faults none() {
            return new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        /** One datagram in a hundred, and everything else now and then. */
        public static Faults usual(int crashes) {
            return new Faults(
                    10_000, 5_000, 10_000, 8_000, crashes, crashes, crashes, crashes, 500);
        }
    }
}
