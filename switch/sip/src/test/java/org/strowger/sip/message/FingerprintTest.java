package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final long SEED = 7;

    @Test
    void theSameOctetsHaveItWhereverTheyLie() {
        var octets = new byte[64];
        new SplittableRandom(1).nextBytes(octets);
        var moved = new byte[64];
        System.arraycopy(octets, 0, moved, 3, 61);

        for (int length = 0; length <= 61; length++) {
            assertEquals(
                    Fingerprint.of(octets, 0, length, SEED),
                    Fingerprint.of(moved, 3, 3 + length, SEED));
        }
    }

    @Test
    void everyBitCountsAndSoDoesTheLength() {
        var found = new HashSet<Long>();
        int made = 0;
        for (int length = 0; length <= 40; length++) {
            assertTrue(found.add(Fingerprint.of(new byte[length], 0, length, SEED)));
            made++;
            for (int bit = 0; bit < 8 * length; bit++) {
                var octets = new byte[length];
                octets[bit / 8] = (byte) (1 << bit % 8);
                assertTrue(found.add(Fingerprint.of(octets, 0, length, SEED)), length + "/" + bit);
                made++;
            }
        }
        assertEquals(made, found.size());
    }

    /** FNV's weakness: two top bits that cancel each other whatever the seed is. */
    @Test
    void noTwoBitsCancelEachOther() {
        var plain = new byte[24];
        long fingerprint = Fingerprint.of(plain, 0, plain.length, SEED);
        for (int one = 0; one < 8 * plain.length; one++) {
            for (int other = 0; other < one; other++) {
                var octets = Arrays.copyOf(plain, plain.length);
                octets[one / 8] ^= (byte) (1 << one % 8);
                octets[other / 8] ^= (byte) (1 << other % 8);
                assertTrue(
                        Fingerprint.of(octets, 0, octets.length, SEED) != fingerprint,
                        one + " and " + other);
            }
        }
    }

    @Test
    void theSeedDecides() {
        var octets = "z9hG4bKi00000001".getBytes(US_ASCII);
        var found = new HashSet<Long>();
        for (long seed = 0; seed < 1_000; seed++) {
            found.add(Fingerprint.of(octets, 0, octets.length, seed));
        }
        assertEquals(1_000, found.size());
    }
}
