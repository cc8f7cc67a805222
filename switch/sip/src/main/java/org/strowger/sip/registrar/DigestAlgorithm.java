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
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String token;
    private final String javaName;

    DigestAlgorithm(String token, String javaName) {
        this.token = token;
        this.javaName = javaName;
    }

    /** As the headers write it. */
    public String token() {
        return token;
    }

    /** The algorithm of that name; null for one that we do not offer. */
    static @Nullable DigestAlgorithm of(String token) {
        return switch (token.toUpperCase(Locale.ROOT)) {
            case "MD5" -> MD5;
            case "SHA-256" -> SHA_256;
            case "SHA-512-256" -> SHA_512_256;
            default -> null;
        };
    }

    /** Whether nobody should use it where anything else is offered. */
    boolean isWeak() {
        return this == MD5;
    }

    /** Lower-case hexadecimal hash of the text in UTF-8. */
    public String hash(String text) {
        try {
            var digest = MessageDigest.getInstance(javaName);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + javaName, e);
        }
    }
}
