package org.strowger.sip.message;

/** The headers that the index itself reads, by the number it keeps them under. */
final class Known {

    static final int VIA = 0;
    static final int FROM = 1;
    static final int TO = 2;
    static final int CALL_ID = 3;
    static final int CSEQ = 4;
    static final int MAX_FORWARDS = 5;
    static final int CONTENT_LENGTH = 6;

    /** How many there are. */
    static final int COUNT = 7;

    /** Those below it a message must have: a response copies them (RFC 3261, section 8.2.6.2). */
    static final int MANDATORY = CSEQ + 1;

    private Known() {}

    /** Whether a message may have it once only. */
    static boolean isSingle(int known) {
        return known != VIA;
    }

    /** The number of the header with this name, or -1. */
    static int of(byte[] octets, int from, int to) {
        return switch (to - from) {
            case 1 -> ofCompact((char) Lexical.lower(octets[from]));
            case 2 -> is(octets, from, to, "to") ? TO : -1;
            case 3 -> is(octets, from, to, "via") ? VIA : -1;
            case 4 ->
                    is(octets, from, to, "from") ? FROM : is(octets, from, to, "cseq") ? CSEQ : -1;
            case 7 -> is(octets, from, to, "call-id") ? CALL_ID : -1;
            case 12 -> is(octets, from, to, "max-forwards") ? MAX_FORWARDS : -1;
            case 14 -> is(octets, from, to, "content-length") ? CONTENT_LENGTH : -1;
            default -> -1;
        };
    }

    private static boolean is(byte[] octets, int from, int to, String name) {
        return Lexical.matches(octets, from, to, name);
    }

    private static int ofCompact(char letter) {
        return switch (letter) {
            case 'v' -> VIA;
            case 'f' -> FROM;
            case 't' -> TO;
            case 'i' -> CALL_ID;
            case 'l' -> CONTENT_LENGTH;
            default -> -1;
        };
    }

    /** RFC 3261 section 7.3.3 and later ones; the letter 0 when there is none. */
    static char compactOf(String lowerName) {
        return switch (lowerName) {
            case "via" -> 'v';
            case "from" -> 'f';
            case "to" -> 't';
            case "call-id" -> 'i';
            case "content-length" -> 'l';
            case "contact" -> 'm';
            case "content-type" -> 'c';
            case "content-encoding" -> 'e';
            case "supported" -> 'k';
            case "subject" -> 's';
            case "event" -> 'o';
            case "allow-events" -> 'u';
            case "refer-to" -> 'r';
            case "referred-by" -> 'b';
            case "session-expires" -> 'x';
            default -> '\0';
        };
    }
}
