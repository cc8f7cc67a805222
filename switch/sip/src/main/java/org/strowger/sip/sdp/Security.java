package org.strowger.sip.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is protected, as one side says it.
 *
 * @param profile of the media line
 * @param crypto keys, in the order of the description (RFC 4568); in an answer the one that was
 *     taken
 */
public record Security(Profile profile, List<CryptoAttribute> crypto) {

    /** Nothing of it. */
    public static final Security NONE = new Security(Profile.AVP, List.of());

    /** The RTP profiles that are read and written. */
    public enum Profile {
        /** RFC 3551. Keys may stand beside it, for who wants them. */
        AVP("RTP/AVP"),
        /** RFC 3711. */
        SAVP("RTP/SAVP");

        private final String text;

        Profile(String text) {
            this.text = text;
        }

        /** As a media line has it. */
        String text() {
            return text;
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

    /** Whether anything is said of keys, or must be. */
    public boolean isNone() {
        return !profile.isSecure() && crypto.isEmpty();
    }
}
