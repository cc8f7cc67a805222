package org.strowger.harness.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What a response says to a {@link Rush}, read where it stands; nothing of it is kept. */
final class Answer {

    private static final byte[] VERSION = "SIP/2.0 ".getBytes(US_ASCII);
    private static final byte[] BRANCH = "branch=z9hG4bK".getBytes(US_ASCII);
    private static final byte[] TO = "\nTo:".getBytes(US_ASCII);
    private static final byte[] TAG = ";tag=".getBytes(US_ASCII);

    private final byte[] octets;
    private int length;
    private int branch;

    /** Of messages that come in this array. */
    Answer(byte[] octets) {
        this.octets = octets;
    }

    /** Whether what has come is a response to one of ours. */
    boolean read(int newLength) {
        length = newLength;
        branch = find(BRANCH, 0);
        return length > VERSION.length + 3
                && find(VERSION, 0) == VERSION.length
                && branch > 0
                && branch + 1 + CallText.DIGITS <= length;
    }

    int status() {
        int at = VERSION.length;
        return digit(at) * 100 + digit(at + 1) * 10 + digit(at + 2);
    }

    private int digit(int at) {
        return octets[at] - '0';
    }

    /** Which message of the call it answers. */
    char kind() {
        return (char) octets[branch];
    }

    /** Number of the call. */
    int call() {
        int number = 0;
        for (int i = 1; i <= CallText.DIGITS; i++) {
            number = (number << 4) | Character.digit(octets[branch + i], 16);
        }
        return number;
    }

    /** Its To tag; empty for none. */
    byte[] tag() {
        int to = find(TO, 0);
        int begin = to < 0 ? -1 : find(TAG, to);
        if (begin < 0) {
            return new byte[0];
        }
        int end = begin;
        while (end < length && octets[end] > ' ' && octets[end] != ';') {
            end++;
        }
        return Arrays.copyOfRange(octets, begin, end);
    }

    /** Where the first such text from there on ends; -1 for nowhere. */
    private int find(byte[] text, int from) {
        int last = length - text.length;
        for (int at = from; at <= last; at++) {
            if (Arrays.equals(octets, at, at + text.length, text, 0, text.length)) {
                return at + text.length;
            }
        }
        return -1;
    }
}
