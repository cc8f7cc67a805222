package org.strowger.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The few things RFC 3261 section 25 says about octets, without making a String of them. */
final class Lexical {

    private static final int OCTETS = 256;

    /** No such part. */
    static final long NONE = -1;

    private static final boolean[] TOKEN = table(Lexical::isInToken);

    private Lexical() {}

    private static boolean[] table(IntPredicate of) {
        var table = new boolean[OCTETS];
        for (int octet = 0; octet < OCTETS; octet++) {
            table[octet] = of.test(octet);
        }
        return table;
    }

    private static boolean isInToken(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-.!%*_+`'~".indexOf(c) >= 0;
    }

    /** Where the first octet is that can be in no token; {@code to} when all can. */
    static int tokenEnd(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && TOKEN[octets[i] & 0xff]) {
            i++;
        }
        return i;
    }

    static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** RFC 3261's token: what methods, header names and parameter names are made of. */
    static boolean isToken(byte[] octets, int from, int to) {
        return from < to && tokenEnd(octets, from, to) == to;
    }

    static int skipSpace(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && isSpace(octets[i])) {
            i++;
        }
        return i;
    }

    /** {@code to} without the white space before it. */
    static int trimEnd(byte[] octets, int from, int to) {
        int i = to;
        while (i > from && isSpace(octets[i - 1])) {
            i--;
        }
        return i;
    }

    static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    /** Whether the octets are this ASCII word, both in any case. */
    static boolean matches(byte[] octets, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(octets[from + i]) != lower((byte) word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Where {@code wanted} is first, outside quoted strings; {@code to} when it is nowhere. */
    static int find(byte[] octets, int from, int to, char wanted) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            byte b = octets[i];
            if (quoted && b == '\\') {
                i++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (b == wanted && !quoted) {
                return i;
            }
        }
        return to;
    }

    /**
     * The value of a parameter.
     *
     * @param from where the parameters begin, at a semicolon
     * @param name in lower case
     * @return start and end packed by {@link #span}, both the same for a parameter without a value,
     *     or {@link #NONE}
     */
    static long parameter(byte[] octets, int from, int to, String name) {
        int start = from;
        while (start < to) {
            int next = find(octets, start + 1, to, ';');
            int equals = find(octets, start + 1, next, '=');
            int nameStart = skipSpace(octets, start + 1, equals);
            if (matches(octets, nameStart, trimEnd(octets, nameStart, equals), name)) {
                int value = skipSpace(octets, Math.min(equals + 1, next), next);
                return span(value, trimEnd(octets, value, next));
            }
            start = next;
        }
        return NONE;
    }

    static long span(int start, int end) {
        return ((long) start << 32) | end;
    }

    static int start(long span) {
        return (int) (span >>> 32);
    }

    static int end(long span) {
        return (int) span;
    }

    /** Empty for {@link #NONE}. */
    static String text(byte[] octets, long span) {
        return span == NONE ? "" : text(octets, start(span), end(span));
    }

    static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }

    /** An unsigned number up to {@code limit}, or -1 when it is none or above it. */
    static long number(byte[] octets, int from, int to, long limit) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = octets[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
            if (number > limit) {
                return -1;
            }
        }
        return from < to ? number : -1;
    }
}
