package org.strowger.harness.city;

import java.util.List;
import java.util.Random;

/** What happens by chance in the city: the same from the same seed, on every machine. */
final class Chance {

    private static final int MILLION = 1_000_000;

    private final Random random;

    private Chance(long seed) {
        this.random = new Random(seed);
    }

    /** A source of its own for each part, so that one part's use does not move another's. */
    static Chance of(long seed, int part) {
        return new Chance(seed * 0x9E3779B97F4A7C15L + part * 0xBF58476D1CE4E5B9L);
    }

    /** True in {@code partsOfAMillion} of a million cases. */
    boolean happens(int partsOfAMillion) {
        return partsOfAMillion > 0 && random.nextInt(MILLION) < partsOfAMillion;
    }

    /** True in {@code percent} of a hundred cases. */
    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** {@code from} to {@code to}, both included. */
    long between(long from, long to) {
        return random.nextLong(from, to + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Exponential, cut at six times its mean. StrictMath: the same on every machine. */
    long exponential(long mean) {
        double spread = -StrictMath.log(1 - random.nextDouble());
        return (long) (mean * Math.min(6, spread));
    }

    long nextLong() {
        return random.nextLong();
    }
}
