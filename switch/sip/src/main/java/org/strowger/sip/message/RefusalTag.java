package org.strowger.sip.message;

import java.util.HexFormat;

/**
 * The To tag of what is answered without state. It shows by itself that it is ours, so the ACK of a
 * refusal can be dropped before it is read as a message: nothing behind the door knows of its
 * INVITE. There is nothing secret in it: who makes such a tag has an ACK of his own dropped, and
 * nothing else.
 */
public final class RefusalTag {

    private static final long SALT = 0xC4CE_B9FE_1A85_EC53L;
    private static final long FACTOR = 0xFF51_AFD7_ED55_8CCDL; // MurmurHash3's finalizer's
    private static final int DIGITS = Long.BYTES * 2;
    private static final byte[] ACK = {'A', 'C', 'K', ' '};
    private static final byte[] PARAMETER = {';', 't', 'a', 'g', '=', 'r'};

    private RefusalTag() {}

    /**
     * An r, which no dialog's begins with, and 16 hexadecimal digits: of a request always the same.
     */
    static String of(long fingerprint) {
        long shown = fingerprint >>> Integer.SIZE;
        return "r" + HexFormat.of().toHexDigits(shown << Integer.SIZE | proof(shown));
    }

    private static long proof(long shown) {
        long mixed = (shown ^ SALT) * FACTOR;
        mixed = (mixed ^ mixed >>> 33) * FACTOR;
        return mixed >>> Integer.SIZE;
    }

    /**
     * Whether it is an ACK whose first To ends with such a tag, as one does that repeats our To.
     * One that is written in an unusual way may be missed.
     *
     * @param octets of a datagram or a stream's message; anything
     */
    public static boolean isAcknowledged(byte[] octets) {
        if (!begins(octets, 0, octets.length, ACK)) {
            return false;
        }
        for (int i = ACK.length; i < octets.length - 3; i++) {
            if (octets[i] == '\n' && isTo(octets, i + 1)) {
                return endsWithTag(octets, i + 1, lineEnd(octets, i + 1));
            }
        }
        return false;
    }

    /** {@code To:} or {@code t:}; three octets are there. */
    private static boolean isTo(byte[] octets, int at) {
        if (Lexical.lower(octets[at]) != 't') {
            return false;
        }
        return octets[at + 1] == ':'
                || (Lexical.lower(octets[at + 1]) == 'o'
                        && at + 2 < octets.length
                        && octets[at + 2] == ':');
    }

    private static int lineEnd(byte[] octets, int from) {
        int i = from;
        while (i < octets.length && octets[i] != '\r') {
            i++;
        }
        return i;
    }

    private static boolean endsWithTag(byte[] octets, int from, int to) {
        int digits = to - DIGITS;
        int parameter = digits - PARAMETER.length;
        if (parameter < from || !begins(octets, parameter, to, PARAMETER)) {
            return false;
        }
        long tag = 0;
        for (int i = digits; i < to; i++) {
            int digit = Character.digit(octets[i], 16);
            if (digit < 0) {
                return false;
            }
            tag = tag << 4 | digit;
        }
        return (tag & 0xffff_ffffL) == proof(tag >>> Integer.SIZE);
    }

    private static boolean begins(byte[] octets, int from, int to, byte[] word) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (octets[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
