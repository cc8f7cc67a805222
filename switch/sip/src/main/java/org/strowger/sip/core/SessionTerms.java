package org.strowger.sip.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.message.SipIndex;

/**
 * Within which time a session must be heard of, and who sees to it: what two sides have agreed on
 * by Session-Expires (RFC 4028).
 *
 * @param seconds 0 for never
 * @param ours whether we refresh
 */
record SessionTerms(int seconds, boolean ours) {

    /** Nothing was agreed on. */
    static final SessionTerms NONE = new SessionTerms(0, false);

    static final String SUPPORTED = "Supported: timer, 100rel, replaces, norefersub\r\n";

    private static final String EXPIRES = "Session-Expires";
    private static final String LEAST = "Min-SE";
    private static final int NOT_THERE = -1;
    private static final int LONGEST_NUMBER = 9;

    /** Longer than this is as good as never. */
    private static final int LONGEST = 86_400;

    /** Section 9: 422 for who knows timers and asks for less than we grant. */
    static @Nullable Refusal tooShort(SipIndex request, SessionTimes times) {
        int asked = number(request.header(EXPIRES));
        return asked != NOT_THERE && asked < times.minSeconds() && knowsTimers(request)
                ? Refusal.of(422, LEAST + ": " + times.minSeconds())
                : null;
    }

    /**
     * What our 2xx grants (section 9, table 2): who asks and knows timers refreshes, unless it
     * wants us to; for who does not know them, we do.
     */
    static SessionTerms granting(SipIndex request, SessionTimes times) {
        int asked = number(request.header(EXPIRES));
        int seconds = times.expiresSeconds();
        if (asked != NOT_THERE && (seconds == 0 || asked < seconds)) {
            seconds = asked;
        }
        if (seconds == 0) {
            return NONE;
        }
        int least = Math.max(times.minSeconds(), number(request.header(LEAST)));
        boolean ours = !knowsTimers(request) || refresher(request).equals("uas");
        return new SessionTerms(Math.min(Math.max(seconds, least), LONGEST), ours);
    }

    /**
     * What a 2xx to our request says (section 7.2). Without a word the other side knows no timers,
     * and we go on asking whether it is still there.
     */
    static SessionTerms granted(SipIndex response, int askedSeconds, SessionTimes times) {
        int seconds = number(response.header(EXPIRES));
        return seconds == NOT_THERE
                ? new SessionTerms(askedSeconds, true)
                : new SessionTerms(
                        Math.min(Math.max(seconds, times.minSeconds()), LONGEST),
                        !refresher(response).equals("uas"));
    }

    /**
     * What to ask for after a 422: its Min-SE, and more than before in any case, so that a peer
     * that always wants more is not asked for ever.
     */
    static int longer(SipIndex response, int askedSeconds) {
        int least = number(response.header(LEAST));
        return Math.min(LONGEST, least > askedSeconds ? least : 2 * askedSeconds);
    }

    /** Header lines of a request that asks for a session of that length; none for 0. */
    static String asking(int seconds, String refresher, int least) {
        return seconds == 0
                ? SUPPORTED
                : SUPPORTED + EXPIRES + ": " + seconds + refresher + "\r\n" + LEAST + ": " + least
                        + "\r\n";
    }

    /** Header lines of our 2xx. */
    String lines() {
        if (seconds == 0) {
            return SUPPORTED;
        }
        var line = SUPPORTED + EXPIRES + ": " + seconds;
        return ours ? line + ";refresher=uas\r\n" : line + ";refresher=uac\r\nRequire: timer\r\n";
    }

    private static boolean knowsTimers(SipIndex request) {
        return OptionTags.has(request, "Supported", "timer")
                || OptionTags.has(request, "Require", "timer");
    }

    private static String refresher(SipIndex message) {
        for (var parameter : message.header(EXPIRES).split(";", -1)) {
            var text = parameter.strip().toLowerCase(Locale.ROOT);
            if (text.startsWith("refresher=")) {
                return text.substring("refresher=".length()).strip();
            }
        }
        return "";
    }

    /** The number at the beginning; {@link #NOT_THERE} for none, or one that is no time. */
    private static int number(String value) {
        int parameters = value.indexOf(';');
        var text = (parameters < 0 ? value : value.substring(0, parameters)).strip();
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && text.length() <= LONGEST_NUMBER ? Integer.parseInt(text) : NOT_THERE;
    }
}
