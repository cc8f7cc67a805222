package org.strowger.sip.message;

/**
 * Values in the dress that nearly all of them have. Of those RI says what the index says, so it
 * need not be asked. Whatever looks different is left to RI.
 */
final class Usual {

    private static final String VERSION = "SIP/2.0/";
    private static final String TAG = ";tag=";
    private static final int PORT_DIGITS = 5;
    private static final String[] METHODS = {
        "INVITE",
        "BYE",
        "REGISTER",
        "OPTIONS",
        "ACK",
        "CANCEL",
        "PRACK",
        "UPDATE",
        "SUBSCRIBE",
        "NOTIFY",
        "INFO",
        "REFER"
    };

    private Usual() {}

    /**
     * One Via entry: {@code SIP/2.0/UDP host:port;branch=word;rport}, no space but one.
     *
     * @return false when it may still be a Via
     */
    static boolean isVia(byte[] octets, int from, int to) {
        if (to - from < VERSION.length() || !begins(octets, from, VERSION)) {
            return false;
        }
        int transport = from + VERSION.length();
        int host = wordEnd(octets, transport, to) + 1;
        if (host == transport + 1 || host >= to || octets[host - 1] != ' ') {
            return false;
        }
        int hostEnd = wordEnd(octets, host, to);
        int at = portEnd(octets, hostEnd, to);
        return isHost(octets, host, hostEnd) && at >= 0 && isViaParameters(octets, at, to);
    }

    /** An IPv4 address, or a name of digits and letters. */
    private static boolean isHost(byte[] octets, int from, int to) {
        boolean dot = true;
        for (int i = from; i < to; i++) {
            boolean another = octets[i] == '.';
            if ((another && dot) || (!another && !isLetterOrDigit(octets[i]))) {
                return false;
            }
            dot = another;
        }
        return !dot;
    }

    private static int portEnd(byte[] octets, int from, int to) {
        if (from == to || octets[from] != ':') {
            return from;
        }
        int end = from + 1;
        while (end < to && isDigit(octets[end])) {
            end++;
        }
        int digits = end - from - 1;
        return digits > 0 && digits <= PORT_DIGITS ? end : -1;
    }

    /** Names with or without a value, one branch at most, which has one. */
    private static boolean isViaParameters(byte[] octets, int from, int to) {
        int branches = 0;
        int at = from;
        while (at < to) {
            int name = at + 1;
            int nameEnd = wordEnd(octets, name, to);
            if (octets[at] != ';' || nameEnd == name) {
                return false;
            }
            boolean branch = Lexical.matches(octets, name, nameEnd, "branch");
            branches += branch ? 1 : 0;
            at = nameEnd;
            if (branch && (at == to || octets[at] != '=')) {
                return false;
            }
            if (at < to && octets[at] == '=') {
                at = wordEnd(octets, nameEnd + 1, to);
                if (at == nameEnd + 1) {
                    return false;
                }
            }
        }
        return branches <= 1;
    }

    /**
     * Where what is before the tag ends, in {@code name <uri>;tag=word} or {@code name <uri>}.
     *
     * @return -1 when it looks different
     */
    static int beforeTag(byte[] octets, int from, int to) {
        int open = Lexical.find(octets, from, to, '<');
        int close = open < to ? Lexical.find(octets, open, to, '>') : to;
        int rest = close + 1;
        if (close == to) {
            return -1;
        }
        if (rest == to) {
            return rest;
        }
        int word = rest + TAG.length();
        boolean tag = word < to && begins(octets, rest, TAG) && wordEnd(octets, word, to) == to;
        return tag ? rest : -1;
    }

    /** A number, one space, and a method that has an RFC. */
    static boolean isCSeq(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && isDigit(octets[at])) {
            at++;
        }
        if (at == from || at + 1 >= to || octets[at] != ' ') {
            return false;
        }
        for (var method : METHODS) {
            if (to - at - 1 == method.length() && begins(octets, at + 1, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] octets, int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (octets[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int wordEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at < to
                && (isLetterOrDigit(octets[at])
                        || octets[at] == '-'
                        || octets[at] == '.'
                        || octets[at] == '_')) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isLetterOrDigit(byte octet) {
        return isDigit(octet) || (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }
}
