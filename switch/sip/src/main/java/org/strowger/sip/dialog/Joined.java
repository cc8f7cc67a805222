package org.strowger.sip.dialog;

/**
 * Several texts without line ends in one: a dialog may live for hours, and each string of its own
 * costs it 40 octets beside the text.
 */
final class Joined {

    private static final char END = '\n';

    private Joined() {}

    static String of(String... parts) {
        return String.join("\n", parts);
    }

    /** Where this part begins; they are counted from 0. */
    private static int begin(String joined, int part) {
        int at = 0;
        for (int i = 0; i < part; i++) {
            at = joined.indexOf(END, at) + 1;
        }
        return at;
    }

    private static int end(String joined, int begin) {
        int end = joined.indexOf(END, begin);
        return end < 0 ? joined.length() : end;
    }

    static String part(String joined, int part) {
        int begin = begin(joined, part);
        return joined.substring(begin, end(joined, begin));
    }

    /** Whether this part is that text. */
    static boolean isPart(String joined, int part, String text) {
        int begin = begin(joined, part);
        return end(joined, begin) - begin == text.length() && joined.startsWith(text, begin);
    }
}
