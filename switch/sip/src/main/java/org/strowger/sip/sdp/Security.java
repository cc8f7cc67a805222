package org.strowger.sip.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is protected, as one side says it.
 *
 * @param profile of the media line
 * @param crypto keys, in the order of the description (RFC 4568); in an answer the one that was
 *     taken
 * @param dtls of a handshake that gives the keys; null for none
 */
public record Security(Profile profile, List<CryptoAttribute> crypto, @Nullable Dtls dtls) {

    /** Nothing of it. */
    public static final Security NONE = new Security(Profile.AVP, List.of());

    /** The RTP profiles that are read and written. */
    public enum Profile {
        /** RFC 3551. Keys may stand beside it, for who wants them. */
        AVP("RTP/AVP"),
        /** RFC 3711. */
        SAVP("RTP/SAVP"),
        /** RFC 5764, section 8. */
        DTLS("UDP/TLS/RTP/SAVP"),
        /** The same with feedback (RFC 5124), of which nothing is said here. */
        DTLS_FEEDBACK("UDP/TLS/RTP/SAVPF");

        private final String text;

        Profile(String text) {
            this.text = text;
        }

        /** As a media line has it. */
        String text() {
            return text;
        }

        /** Whether the keys come by a handshake. */
        public boolean isDtls() {
            return this == DTLS || this == DTLS_FEEDBACK;
        }

        /** Whether plain RTP is a breach of it. */
        public boolean isSecure() {
            return this != AVP;
        }

        static @Nullable Profile of(String text) {
            for (var profile : values()) {
                if (profile.text.equals(text)) {
                    return profile;
                }
            }
            return null;
        }
    }

    public Security {
        crypto = List.copyOf(crypto);
    }

    /** Without a handshake. */
    public Security(Profile profile, List<CryptoAttribute> crypto) {
        this(profile, crypto, null);
    }

    /** With one, and no keys. */
    public Security(Profile profile, Dtls dtls) {
        this(profile, List.of(), dtls);
    }
}
