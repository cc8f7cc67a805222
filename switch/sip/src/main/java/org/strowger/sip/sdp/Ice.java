package org.strowger.sip.sdp;

import org.jspecify.annotations.Nullable;

/**
 * What one side says of how it is reached by ICE (RFC 8839). Ours is lite, and has its one
 * candidate from the stream's address. Who is lite, too, makes no checks (RFC 8445, section 6.1.1):
 * it is where its description says, as one without ICE.
 *
 * @param mid the stream's name; empty for none (RFC 5888)
 * @param bundled whether the stream is in a BUNDLE group, of which we take it alone (RFC 9143)
 */
public record Ice(String ufrag, String password, String mid, boolean bundled) {

    @Override
    public String toString() {
        return "ICE " + ufrag; // The password is for the peer alone.
    }

    /** The lines of a session's part, or of one stream's. */
    static final class Lines {

        private static final int LEAST_UFRAG = 4;
        private static final int LEAST_PASSWORD = 22;
        private static final int LONGEST = 256;
        private static final int LONGEST_MID = 32;

        private @Nullable String ufrag;
        private @Nullable String password;
        private String mid = "";
        private boolean bundle;
        private boolean lite;

        /** An attribute; what is none of ICE's, or too long, is passed over. */
        void read(String value) {
            if (value.startsWith("ice-ufrag:")) {
                ufrag = within(value.substring("ice-ufrag:".length()), LEAST_UFRAG, LONGEST);
            } else if (value.startsWith("ice-pwd:")) {
                password = within(value.substring("ice-pwd:".length()), LEAST_PASSWORD, LONGEST);
            } else if (value.startsWith("mid:")) {
                var said = value.substring("mid:".length());
                mid = isToken(said) && said.length() <= LONGEST_MID ? said : "";
            } else if (value.startsWith("group:BUNDLE")) {
                bundle = true;
            } else if (value.equals("ice-lite")) {
                lite = true;
            }
        }

        private static @Nullable String within(String text, int least, int most) {
            return text.length() >= least && text.length() <= most ? text : null;
        }

        private static boolean isToken(String text) {
            return text.chars().allMatch(c -> c > ' ' && c < 127);
        }

        /** This stream's, with the session's where it says nothing; null without checks. */
        @Nullable Ice in(Lines session) {
            var name = ufrag == null ? session.ufrag : ufrag;
            var secret = password == null ? session.password : password;
            return name == null || secret == null || session.lite
                    ? null
                    : new Ice(name, secret, mid, session.bundle && !mid.isEmpty());
        }
    }
}
