package org.strowger.sip.core;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.message.InboundMessage;

/** What a request must not ask of us (RFC 3261, sections 8.2.2 and 8.2.3). */
final class RequestChecks {

    private static final String SDP = "application/sdp";

    /** Octets of all Record-Routes: a dialog keeps them, and each of its requests has them. */
    private static final int MAX_ROUTE_SET = 2_048;

    /** Methods that we know of and do not take. */
    private static final Set<String> OTHER_METHODS =
            Set.of("MESSAGE", "NOTIFY", "PUBLISH", "SUBSCRIBE");

    private static final Set<String> ACCEPTS_SDP = Set.of(SDP, "application/*", "*/*");

    private RequestChecks() {}

    /** A method that we do not take: 405 when we know it, else 501 (sections 8.2.1 and 21.5.2). */
    static Refusal method(InboundMessage request) {
        boolean known = OTHER_METHODS.contains(request.index().method());
        return Refusal.of(known ? 405 : 501, SipContext.ALLOW);
    }

    /** Replaces stands in an INVITE that opens a dialog, and nowhere else (RFC 3891, section 3). */
    static @Nullable Refusal replaces(InboundMessage request) {
        return request.index().header("Replaces").isEmpty() ? null : Refusal.of(400);
    }

    /** Only sip, and without TLS not sips: 416 (section 8.2.2.1). */
    static @Nullable Refusal scheme(InboundMessage request) {
        boolean sip = request.index().requestUri().regionMatches(true, 0, "sip:", 0, 4);
        return sip ? null : Refusal.of(416);
    }

    /** Who requires what we do not know: 420 (section 8.2.2.3). */
    static @Nullable Refusal extensions(InboundMessage request) {
        return extensions(request, OptionTags.KNOWN);
    }

    /** The same where other extensions are known. */
    static @Nullable Refusal extensions(InboundMessage request, Set<String> known) {
        var required = OptionTags.in(request.index(), "Require");
        required.removeAll(known);
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
        if (!type(index.header("Content-Type")).equals(SDP)) {
            return Refusal.of(415, SipContext.ACCEPT);
        }
        var encoding = index.header("Content-Encoding");
        return encoding.isEmpty() || encoding.equalsIgnoreCase("identity")
                ? null
                : Refusal.of(415, "Accept-Encoding: identity");
    }

    /** Our answer to an INVITE is a session description: who takes none gets 406 (20.1). */
    static @Nullable Refusal accept(InboundMessage invite) {
        var lines = invite.index().headers("Accept");
        for (var line : lines) {
            for (var range : line.split(",", -1)) {
                if (ACCEPTS_SDP.contains(type(range))) {
                    return null;
                }
            }
        }
        return lines.isEmpty()
                ? null
                : Refusal.of(406, "Warning: 399 strowger \"We have application/sdp only\"");
    }

    /** Whether the Record-Routes are more than a dialog may keep. */
    static boolean hasLongRouteSet(InboundMessage message) {
        int octets = 0;
        for (var routes : message.index().headers("Record-Route")) {
            octets += routes.length();
        }
        return octets > MAX_ROUTE_SET;
    }

    /** A media type or range without its parameters, in lower case. */
    static String type(String value) {
        int parameters = value.indexOf(';');
        var type = parameters < 0 ? value : value.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
