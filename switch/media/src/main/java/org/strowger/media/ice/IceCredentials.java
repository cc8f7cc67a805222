package org.strowger.media.ice;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the peer's checks must show (RFC 8445, section 5.3), new for each session of a leg.
 *
 * @param ufrag 8 characters, 48 random bits
 * @param password 24 characters, 144 random bits
 */
public record IceCredentials(String ufrag, String password) {

    private static final int UFRAG_OCTETS = 6;
    private static final int PASSWORD_OCTETS = 18;

    /** New ones of the system's generator. */
    public static IceCredentials fresh() {
        var random = new SecureRandom();
        return new IceCredentials(text(random, UFRAG_OCTETS), text(random, PASSWORD_OCTETS));
    }

    /** Base64 has the characters of RFC 8839, section 5.4, and no padding at these lengths. */
    private static String text(SecureRandom random, int octets) {
        var some = new byte[octets];
        random.nextBytes(some);
        return Base64.getEncoder().encodeToString(some);
    }

    @Override
    public String toString() {
        return "ICE " + ufrag; // The password is for the peer alone.
    }
}
