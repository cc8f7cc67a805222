package org.strowger.sip.core;

import java.util.Locale;
import org.strowger.sip.message.SipIndex;

/** Reason headers (RFC 3326; RFC 6432 for responses). */
final class ReasonHeader {

    private static final int LARGEST_CAUSE = 127;

    private ReasonHeader() {}

    /** The line for a cause of Q.850, with its CRLF. */
    static String q850(int cause) {
        return "Reason: Q.850;cause=" + cause + "\r\n";
    }

    /** The cause that a message names of Q.850; 0 for none. */
    static int q850(SipIndex message) {
        for (var line : message.headers("Reason")) {
            for (var value : line.split(",", -1)) { // A comma in a text makes a value of nothing.
                int cause = cause(value.split(";", -1));
                if (cause > 0) {
                    return cause;
                }
            }
        }
        return 0;
    }

    private static int cause(String[] parts) {
        if (!parts[0].strip().equalsIgnoreCase("Q.850")) {
            return 0;
        }
        for (var part : parts) {
            var parameter = part.strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("cause=")) {
                long cause = Seconds.of(parameter.substring("cause=".length()).strip());
                return cause > 0 && cause <= LARGEST_CAUSE ? (int) cause : 0;
            }
        }
        return 0;
    }
}
