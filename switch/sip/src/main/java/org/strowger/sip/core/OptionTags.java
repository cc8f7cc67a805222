package org.strowger.sip.core;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.strowger.sip.message.SipIndex;

/** Extensions by their tags (RFC 3261, section 19.2). */
final class OptionTags {

    /** What we know, and may so be required of us. */
    static final Set<String> KNOWN = Set.of("timer", "100rel", "replaces", "norefersub");

    private OptionTags() {}

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
