package org.strowger.base;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Chance, as a seam: what nobody may guess (tags, branches, nonces, SSRCs) in production, a seeded
 * sequence in a simulation. An instance belongs to one thread.
 */
public final class Entropy {

    /**
     * Numbers of the system's generator, many at a time: all threads share the one lock of that.
     */
    private static final class SecureSupply implements RandomGenerator {

        private static final int OCTETS = 1_024;

        private final SecureRandom source = new SecureRandom();
        private final ByteBuffer left = ByteBuffer.allocate(OCTETS).limit(0);

        @Override
        public long nextLong() {
            if (!left.hasRemaining()) {
                source.nextBytes(left.array());
                left.clear();
            }
            return left.getLong();
        }
    }

    private final RandomGenerator random;

    private Entropy(RandomGenerator random) {
        this.random = random;
    }

    public static Entropy secure() {
        return new Entropy(new SecureSupply());
    }

    /** The same seed gives the same sequence, on every machine. */
    public static Entropy seeded(long seed) {
        return new Entropy(new Random(seed));
    }

    /** 0 to {@code bound} - 1. */
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }

    public int nextInt() {
        return random.nextInt();
    }

    public long nextLong() {
        return random.nextLong();
    }

    /** Lower-case hexadecimal digits, two for each octet. */
    public String hex(int octets) {
        var bytes = new byte[octets];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
