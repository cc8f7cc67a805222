package org.strowger.sip.sdp;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one side says of a DTLS handshake on the port of RTP (RFC 5763, RFC 8842).
 *
 * @param setup who begins it (RFC 4145, section 4)
 * @param hash algorithm of the fingerprint, for example {@code sha-256} (RFC 8122, section 5)
 * @param fingerprint of the certificate that this side shows: pairs of digits with colons between
 */
public record Dtls(Setup setup, String hash, String fingerprint) {

    private static final int LONGEST = 200;
    private static final Set<String> STRONG = Set.of("sha-256", "sha-384", "sha-512");

    /** Who begins. */
    public enum Setup {
        ACTIVE,
        PASSIVE,
        ACTPASS;

        /** As a description has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Setup of(String text) {
            for (var setup : values()) {
                if (setup.text().equals(text)) {
                    return setup;
                }
            }
            return null;
        }
    }

    /** Whether a fingerprint, with its hash before it, is of one that is still good. */
    static boolean isStrong(String fingerprint) {
        int space = Math.max(0, fingerprint.indexOf(' '));
        return STRONG.contains(fingerprint.substring(0, space).toLowerCase(Locale.ROOT));
    }

    /**
     * Reads both attributes.
     *
     * @param setup null where there is none: then who offered begins with nothing
     * @return null when there is no fingerprint that can be read
     */
    static @Nullable Dtls read(@Nullable String setup, @Nullable String fingerprint) {
        var who = setup == null ? Setup.ACTPASS : Setup.of(setup);
        int space = fingerprint == null ? -1 : fingerprint.indexOf(' ');
        if (who == null || fingerprint == null || space < 0 || fingerprint.length() > LONGEST) {
            return null;
        }
        var value = fingerprint.substring(space + 1).strip();
        boolean pairs = value.chars().allMatch(c -> c == ':' || Character.digit(c, 16) >= 0);
        return pairs ? new Dtls(who, fingerprint.substring(0, space), value) : null;
    }
}
