package org.strowger.sip.core;

/** Times as headers have them (RFC 3261, section 25.1: delta-seconds). */
final class Seconds {

    private static final int LONGEST_NUMBER = 9;

    private Seconds() {}

    /** The number at the beginning, whatever comes behind it; -1 for none. */
    static long of(String value) {
        int end = 0;
        while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        return end == 0 || end > LONGEST_NUMBER ? -1 : Long.parseLong(value.substring(0, end));
    }
}
