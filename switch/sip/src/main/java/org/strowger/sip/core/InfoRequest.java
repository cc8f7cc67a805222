package org.strowger.sip.core;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.SipCounter;
import org.strowger.sip.message.InboundMessage;

/**
 * An INFO inside a dialog, without an info package (RFC 6086; as in RFC 2976 before it). Two bodies
 * tell a key, neither of a standard, both as phones and gateways send them: {@code
 * application/dtmf-relay}, lines {@code Signal=5} and {@code Duration=160}, and {@code
 * application/dtmf}, the key alone. Without a body it tells nothing, and is answered 200.
 *
 * @param key 0 to 9, *, #, A to D; {@link #NONE} when it tells none
 * @param durationMillis as it says, at most {@link #LONGEST_MILLIS}
 * @param refusal 400 or 415 for what cannot be read; null when it is taken
 */
record InfoRequest(char key, int durationMillis, @Nullable Refusal refusal) {

    static final char NONE = 0;

    /** Of a key whose body names no time. */
    static final int USUAL_MILLIS = 160;

    /** A key that is said to last longer has lasted so long. */
    static final int LONGEST_MILLIS = 10_000;

    private static final String RELAY = "application/dtmf-relay";
    private static final String KEY_ALONE = "application/dtmf";

    /** Octets of a body: the two lines, and some that others add. */
    private static final int MOST_OCTETS = 256;

    private static final String KEYS = "0123456789*#ABCD";
    private static final String[] NAMES = {"10", "11", "12", "13", "14", "15"}; // by event number

    /** What a request says. */
    static InfoRequest read(InboundMessage request) {
        var index = request.index();
        if (index.bodyLength() == 0) {
            return new InfoRequest(NONE, 0, null);
        }
        var type = RequestChecks.type(index.header("Content-Type"));
        var encoding = index.header("Content-Encoding");
        boolean packed = !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
        boolean relay = type.equals(RELAY);
        if (packed || !(relay || type.equals(KEY_ALONE))) {
            return refused(Refusal.of(415, "Accept: " + RELAY + ", " + KEY_ALONE));
        }
        if (index.bodyLength() > MOST_OCTETS) {
            return refused(Refusal.of(400));
        }
        var body =
                new String(
                        request.octets(),
                        index.bodyOffset(),
                        index.bodyLength(),
                        StandardCharsets.ISO_8859_1);
        return relay ? relay(body) : told(key(body.strip()), USUAL_MILLIS);
    }

    /** Counts what it was. */
    void count(SipContext sip) {
        if (refusal != null) {
            sip.count(SipCounter.INFO_REFUSED);
        } else if (key != NONE) {
            sip.count(SipCounter.INFO_KEY);
        }
    }

    private static InfoRequest relay(String body) {
        char key = NONE;
        int duration = USUAL_MILLIS;
        for (var line : body.split("\r\n|\n|\r", -1)) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                continue;
            }
            var value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "signal" -> key = key(value);
                case "duration" -> duration = duration(value);
                default -> {} // What others add.
            }
        }
        return duration < 0 ? refused(Refusal.of(400)) : told(key, duration);
    }

    /** A key, or the number of its event, as some gateways write * and #. */
    private static char key(String text) {
        var one = text.toUpperCase(Locale.ROOT);
        if (one.length() == 1 && KEYS.contains(one)) {
            return one.charAt(0);
        }
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(one)) {
                return KEYS.charAt(10 + i);
            }
        }
        return NONE;
    }

    /** Milliseconds; -1 for what is no number of at most nine digits. */
    private static int duration(String text) {
        boolean number = !text.isEmpty() && text.length() <= 9;
        for (int i = 0; i < text.length(); i++) {
            number &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return number ? Math.min(Integer.parseInt(text), LONGEST_MILLIS) : -1;
    }

    private static InfoRequest told(char key, int durationMillis) {
        return key == NONE ? refused(Refusal.of(400)) : new InfoRequest(key, durationMillis, null);
    }

    private static InfoRequest refused(Refusal why) {
        return new InfoRequest(NONE, 0, why);
    }
}
