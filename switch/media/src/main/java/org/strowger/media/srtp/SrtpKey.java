package org.strowger.media.srtp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A master key with its salt, of one direction of one leg. Its octets are in no text. */
public final class SrtpKey {

    private final SrtpSuite suite;
    private final byte[] octets;

    /**
     * A key for that suite.
     *
     * @param octets the key and behind it the salt
     * @throws IllegalArgumentException when they are not {@link #length} octets
     */
    public SrtpKey(SrtpSuite suite, byte[] octets) {
        if (octets.length != length(suite)) {
            throw new IllegalArgumentException(
                    "a key with its salt has " + length(suite) + " octets");
        }
        this.suite = suite;
        this.octets = octets.clone();
    }

    /** Octets of a key of that suite, with its salt. */
    public static int length(SrtpSuite suite) {
        return SrtpSuite.KEY + suite.salt();
    }

    /** A new key of the system's generator, which no simulation replaces. */
    public static SrtpKey fresh(SrtpSuite suite) {
        var octets = new byte[length(suite)];
        new SecureRandom().nextBytes(octets);
        return new SrtpKey(suite, octets);
    }

    /**
     * The key that a description has.
     *
     * @param text in base64
     * @return null when it is none of that suite
     */
    public static @Nullable SrtpKey read(SrtpSuite suite, String text) {
        try {
            var octets = Base64.getDecoder().decode(text);
            return octets.length == length(suite) ? new SrtpKey(suite, octets) : null;
        } catch (IllegalArgumentException _) {
            return null; // No base64: said by the null.
        }
    }

    /** As a description has it, in base64 (RFC 4568, section 6.1). For nobody else. */
    public String text() {
        return Base64.getEncoder().encodeToString(octets);
    }

    public SrtpSuite suite() {
        return suite;
    }

    byte[] key() {
        return Arrays.copyOf(octets, SrtpSuite.KEY);
    }

    byte[] salt() {
        return Arrays.copyOfRange(octets, SrtpSuite.KEY, octets.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpKey key
                && suite == key.suite
                && MessageDigest.isEqual(octets, key.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "a key of " + suite;
    }
}
