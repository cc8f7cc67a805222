package org.strowger.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * The hash of a certificate, as a description has it (RFC 8122, section 5).
 *
 * @param hash its algorithm, for example {@code sha-256}
 * @param value pairs of hexadecimal digits in capitals, with colons between
 */
public record Fingerprint(String hash, String value) {

    private static final Set<String> HASHES = Set.of("sha-256", "sha-384", "sha-512");
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    /** In whatever case they are. */
    public Fingerprint {
        hash = hash.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
    }

    /** Whether it is of an algorithm that we know, and that is strong enough. */
    public boolean isUsable() {
        return HASHES.contains(hash);
    }

    static Fingerprint of(byte[] certificate) {
        return new Fingerprint("sha-256", digest("sha-256", certificate));
    }

    /** Whether that is the certificate. */
    boolean isOf(byte[] certificate) {
        return isUsable() && digest(hash, certificate).equals(value);
    }

    private static String digest(String hash, byte[] certificate) {
        try {
            return COLONS.formatHex(MessageDigest.getInstance(hash).digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + hash, e);
        }
    }
}
