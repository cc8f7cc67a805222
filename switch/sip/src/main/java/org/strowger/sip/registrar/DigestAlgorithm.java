package org.strowger.sip.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The hash of a digest (RFC 7616, section 3.2; RFC 8760 for SIP). */
public enum DigestAlgorithm {
    /** For old phones and SIPp, which know no other. */
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    DigestAlgorithm(String token) {
        this.token = token;
    }

    /** As the headers write it; the same word names it in Java's own registry. */
    public String token() {
        return token;
    }

    /** The algorithm of that name; null for one that we do not offer. */
    static @Nullable DigestAlgorithm of(String token) {
        return switch (token.toUpperCase(Locale.ROOT)) {
            case "MD5" -> MD5;
            case "SHA-256" -> SHA_256;
            default -> null;
        };
    }

    /** Lower-case hexadecimal hash of the text in UTF-8. */
    public String hash(String text) {
        try {
            var digest = MessageDigest.getInstance(token);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + token, e);
        }
    }
}
