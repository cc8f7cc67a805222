package org.strowger.sip.core;

import org.strowger.sip.Diversion;
import org.strowger.sip.Trail;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.trunk.Diverting;

/**
 * What a trunk is told of those who sent a call on, in the words that it wants. A number that is
 * not for everybody is told only to a trunk that we trust (RFC 3325), and with that wish.
 */
final class DiversionLines {

    private static final String NOBODY = "sip:anonymous@anonymous.invalid";

    private final SipTrunk.Rules rules;
    private final String host;

    /**
     * Lines for one trunk.
     *
     * @param host of the URIs that we write
     */
    DiversionLines(SipTrunk.Rules rules, String host) {
        this.rules = rules;
        this.host = host;
    }

    /**
     * Header lines with their CRLF; may be empty.
     *
     * @param target URI of the INVITE
     */
    String of(Trail trail, String target) {
        return switch (rules.diverting()) {
            case Diverting.NONE -> "";
            case Diverting.DIVERSION -> diversions(trail);
            case Diverting.HISTORY_INFO ->
                    trail.diversions().isEmpty() ? "" : history(trail, target);
        };
    }

    private String diversions(Trail trail) {
        var lines = new StringBuilder();
        for (var diversion : trail.diversions()) {
            lines.append("Diversion: <").append(uri(diversion)).append(">;reason=");
            lines.append(diversion.reason().word());
            lines.append(diversion.secret() ? ";privacy=full\r\n" : "\r\n");
        }
        return lines.toString();
    }

    /** The oldest first, each the cause of the next, and the target at the end (section 9). */
    private String history(Trail trail, String target) {
        var lines = new StringBuilder();
        var index = new StringBuilder("1");
        for (var diversion : trail.diversions().reversed()) {
            lines.append("History-Info: <").append(uri(diversion));
            lines.append(diversion.secret() ? "?Privacy=history&" : "?");
            lines.append("Reason=SIP%3Bcause%3D").append(diversion.reason().cause());
            lines.append(">;index=").append(index).append("\r\n");
            index.append(".1");
        }
        lines.append("History-Info: <").append(target).append(">;index=").append(index);
        lines.append(";mp=").append(index, 0, index.length() - 2).append("\r\n");
        return lines.toString();
    }

    private String uri(Diversion diversion) {
        if (diversion.secret() && !rules.callerId().asserted()) {
            return NOBODY;
        }
        var number = rules.numbers().outCaller().rewrite(diversion.number());
        return "sip:" + Uris.escapeUser(number) + '@' + host;
    }
}
