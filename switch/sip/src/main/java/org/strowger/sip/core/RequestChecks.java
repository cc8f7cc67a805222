package org.strowger.sip.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.message.InboundMessage;

/** What a request must not ask of us (RFC 3261, sections 8.2.2 and 8.2.3). */
final class RequestChecks {

    private static final String SDP = "application/sdp";

    /** Octets of all Record-Routes: a dialog keeps them, and each of its requests has them. */
    private static final int MAX_ROUTE_SET = 2_048;

    private RequestChecks() {}

    /** Who requires what we do not know: 420 (section 8.2.2.3). */
    static @Nullable Refusal extensions(InboundMessage request) {
        var required = OptionTags.in(request.index(), "Require");
        required.removeAll(OptionTags.KNOWN);
        return required.isEmpty()
                ? null
                : Refusal.of(420, "Unsupported: " + String.join(", ", required));
    }

    /** Only session descriptions, and not packed: 415. */
    static @Nullable Refusal content(InboundMessage request) {
        var index = request.index();
        if (index.bodyLength() == 0) {
            return null;
        }
        if (!isSdp(index.header("Content-Type"))) {
            return Refusal.of(415, SipContext.ACCEPT);
        }
        var encoding = index.header("Content-Encoding");
        return encoding.isEmpty() || encoding.equalsIgnoreCase("identity")
                ? null
                : Refusal.of(415, "Accept-Encoding: identity");
    }

    /** Whether the Record-Routes are more than a dialog may keep. */
    static boolean hasLongRouteSet(InboundMessage message) {
        int octets = 0;
        for (var routes : message.index().headers("Record-Route")) {
            octets += routes.length();
        }
        return octets > MAX_ROUTE_SET;
    }

    private static boolean isSdp(String contentType) {
        int parameters = contentType.indexOf(';');
        var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals(SDP);
    }
}
