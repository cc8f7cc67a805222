package org.strowger.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line {@code a=crypto} of a description (RFC 4568, section 9.1): a key for what its writer
 * sends.
 *
 * @param tag which of its writer's lines it is; an answer has that of the line it takes
 * @param key master key and salt in base64
 */
public record CryptoAttribute(int tag, CryptoSuite suite, String key) {

    /** Lines of one stream that are looked at. */
    static final int MOST = 16;

    private static final String INLINE = "inline:";
    private static final int LONGEST_TAG = 9;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_LIFETIME = 20;

    /**
     * Reads what stands behind {@code a=crypto:}.
     *
     * @return null for a line that is wrong, or that we cannot take: of another suite, with more
     *     than one key, with a master key identifier, or with a session parameter that changes what
     *     is sent
     */
    static @Nullable CryptoAttribute read(String value) {
        var words = words(value);
        if (words.size() < 3 || !areHarmless(words.subList(3, words.size()))) {
            return null;
        }
        int tag = tag(words.get(0));
        var suite = suite(words.get(1));
        var key = key(words.get(2));
        return tag < 0 || suite == null || key == null
                ? null
                : new CryptoAttribute(tag, suite, key);
    }

    private static List<String> words(String value) {
        var words = new ArrayList<String>();
        for (var word : value.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static int tag(String text) {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && text.length() <= LONGEST_TAG ? Integer.parseInt(text) : -1;
    }

    private static @Nullable CryptoSuite suite(String text) {
        for (var suite : CryptoSuite.values()) {
            if (suite.name().equals(text)) {
                return suite;
            }
        }
        return null;
    }

    /** {@code inline:KEY} or {@code inline:KEY|LIFETIME}; nobody here sends 2**31 packets. */
    private static @Nullable String key(String text) {
        if (!text.startsWith(INLINE) || text.indexOf(';') >= 0) {
            return null;
        }
        int bar = text.indexOf('|');
        var key = text.substring(INLINE.length(), bar < 0 ? text.length() : bar);
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            return null;
        }
        return bar < 0 || isLifetime(text.substring(bar + 1)) ? key : null;
    }

    /** A number of packets or a power of two; what has a colon identifies a master key. */
    private static boolean isLifetime(String text) {
        var number = text.startsWith("2^") ? text.substring(2) : text;
        return !number.isEmpty()
                && number.length() <= LONGEST_LIFETIME
                && number.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** How large the replay window should be, and what may be passed over (section 6.3). */
    private static boolean areHarmless(List<String> parameters) {
        return parameters.stream().allMatch(it -> it.startsWith("WSH=") || it.startsWith("-"));
    }

    /** The value of the attribute, with the key. */
    String value() {
        return tag + " " + suite + ' ' + INLINE + key;
    }

    @Override
    public String toString() {
        return tag + " " + suite; // The key is for the peer alone.
    }
}
