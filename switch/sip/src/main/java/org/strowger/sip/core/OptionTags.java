package org.strowger.sip.core;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.strowger.sip.message.SipIndex;

/** Extensions by their tags (RFC 3261, section 19.2). */
final class OptionTags {

    /** What we know, and may so be required of us. */
    static final Set<String> KNOWN = Set.of("timer", "100rel", "replaces", "norefersub");

    /** The same in a REGISTER. */
    static final Set<String> OF_REGISTER =
            Set.of("timer", "100rel", "replaces", "norefersub", "path", "outbound");

    private OptionTags() {}

    /** Whether headers of that name have the tag; for the path of each call, where few have any. */
    static boolean has(SipIndex message, String header, String tag) {
        for (var line : message.headers(header)) {
            if (has(line, tag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String line, String tag) {
        int from = 0;
        while (from < line.length()) {
            int comma = line.indexOf(',', from);
            int to = comma < 0 ? line.length() : comma;
            int start = from;
            while (start < to && Character.isWhitespace(line.charAt(start))) {
                start++;
            }
            int end = start + tag.length();
            if (end <= to
                    && line.regionMatches(true, start, tag, 0, tag.length())
                    && line.substring(end, to).isBlank()) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    /** All tags in headers of that name, in lower case. */
    static Set<String> in(SipIndex message, String header) {
        var tags = new TreeSet<String>();
        for (var line : message.headers(header)) {
            for (var tag : line.split(",", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return tags;
    }
}
