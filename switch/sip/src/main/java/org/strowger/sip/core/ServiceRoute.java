package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.strowger.sip.message.SipIndex;

/** Through what a registrar wants our requests to go (RFC 3608). */
final class ServiceRoute {

    private static final int MOST = 10;
    private static final int LONGEST = 1_024;

    /** A loose router, as the RFC wants it; nothing that would end a header line. */
    private static final Pattern LOOSE =
            Pattern.compile("sip:[^\\s<>\"\\p{Cntrl}]*;lr(=[^;]*)?(;[^\\s<>\"\\p{Cntrl}]*)?");

    private ServiceRoute() {}

    /**
     * Reads the 200 of a REGISTER.
     *
     * @return URIs in angle brackets, in the order of Route headers; empty when there are none, or
     *     one that we cannot use: a route that is not whole leads nowhere
     */
    static List<String> of(SipIndex response) {
        var routes = new ArrayList<String>();
        int length = 0;
        for (var entry : Entries.of(response, "Service-Route")) {
            var uri = AssertedIdentity.uri(entry);
            length += uri.length();
            boolean usable = LOOSE.matcher(uri.toLowerCase(Locale.ROOT)).matches();
            if (!usable || routes.size() == MOST || length > LONGEST) {
                return List.of();
            }
            routes.add('<' + uri + '>');
        }
        return List.copyOf(routes);
    }
}
