package org.strowger.sip.message;

/**
 * Counts what divides a line into parameters and entries, as fast as octets can be looked at: for
 * most there is one test, and for none two.
 */
final class Separators {

    private static final int OCTETS = 256;
    private static final int DELETE = 0x7f;
    private static final int ENTRY = 1 << 16;

    /** What an octet adds: 1 for a parameter, ENTRY for an entry; negative for what stops. */
    private static final int[] WEIGHTS = new int[OCTETS];

    static {
        for (int octet = 0; octet < OCTETS; octet++) {
            WEIGHTS[octet] = weight(octet);
        }
    }

    private int counted;

    private static int weight(int octet) {
        return switch (octet) {
            case ';', '&' -> 1;
            case ',' -> ENTRY;
            case '"', '\\', DELETE -> -1;
            default -> octet < ' ' && octet != '\t' ? -1 : 0;
        };
    }

    /** Another line. */
    void begin() {
        counted = 0;
    }

    /** Counts up to a quote, a backslash or a control character. @return where it is, or the end */
    int passed(byte[] octets, int from) {
        int sum = counted;
        int i = from;
        for (; i < octets.length; i++) {
            int weight = WEIGHTS[octets[i] & 0xff];
            if (weight < 0) {
                break;
            }
            sum += weight;
        }
        counted = sum;
        return i;
    }

    /** Counts one octet, whatever it is. */
    void count(byte octet) {
        counted += Math.max(WEIGHTS[octet & 0xff], 0);
    }

    /** Semicolons and ampersands; right up to 65,535. */
    int parameters() {
        return counted & (ENTRY - 1);
    }

    /** Commas. */
    int entries() {
        return counted >>> 16;
    }
}
