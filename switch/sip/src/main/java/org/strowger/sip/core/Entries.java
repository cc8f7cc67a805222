package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.List;
import org.strowger.sip.message.SipIndex;

/** The entries of headers that may have several in a line (RFC 3261, section 7.3.1). */
final class Entries {

    private Entries() {}

    /** One for each entry, in order; commas in quotes and in angle brackets part nothing. */
    static List<String> of(SipIndex message, String header) {
        var entries = new ArrayList<String>();
        for (var line : message.headers(header)) {
            split(line, ',', entries);
        }
        return entries;
    }

    private static void split(String line, char separator, List<String> entries) {
        int from = 0;
        boolean quoted = false;
        boolean inside = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                inside = c == '<';
            } else if (c == separator && !quoted && !inside) {
                entries.add(line.substring(from, i));
                from = i + 1;
            }
        }
        entries.add(line.substring(from));
    }

    /**
     * A parameter behind the URI.
     *
     * @param lowerName in lower case
     * @return without white space around it; empty when there is none
     */
    static String parameter(String entry, String lowerName) {
        var parts = new ArrayList<String>();
        split(entry, ';', parts);
        for (var part : parts) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(lowerName)) {
                return part.substring(equals + 1).strip();
            }
        }
        return "";
    }
}
