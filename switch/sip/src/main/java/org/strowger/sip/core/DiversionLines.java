package org.strowger.sip.core;

import java.util.List;
import java.util.function.UnaryOperator;
import org.strowger.sip.Diversion;
import org.strowger.sip.Trail;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.trunk.Diverting;

/**
 * What the next side is told of those who sent a call on: a trunk in the words that it wants, our
 * own phones in both, as some read the one and some the other. A number that is not for everybody
 * is told only to a trunk that we trust (RFC 3325), and with that wish.
 */
final class DiversionLines {

    private static final String NOBODY = "sip:anonymous@anonymous.invalid";

    /** A phone shows one; its INVITE should fit a datagram. */
    private static final int MOST_FOR_PHONES = 3;

    private final String host;
    private final boolean trusted;
    private final UnaryOperator<String> written;
    private final List<Diversion> diversions;

    private DiversionLines(
            String host,
            boolean trusted,
            UnaryOperator<String> written,
            List<Diversion> diversions) {
        this.host = host;
        this.trusted = trusted;
        this.written = written;
        this.diversions = diversions;
    }

    /**
     * Header lines for a trunk with their CRLF; may be empty.
     *
     * @param host of the URIs that we write
     * @param target URI of the INVITE
     */
    static String toTrunk(SipTrunk.Rules rules, String host, Trail trail, String target) {
        boolean trusted = rules.callerId().asserted();
        var lines =
                new DiversionLines(
                        host, trusted, rules.numbers().outCaller()::rewrite, trail.diversions());
        return switch (rules.diverting()) {
            case Diverting.NONE -> "";
            case Diverting.DIVERSION -> lines.diversions();
            case Diverting.HISTORY_INFO -> lines.history(target);
        };
    }

    /**
     * Header lines for a phone of ours with their CRLF; may be empty.
     *
     * @param realm host of the URIs that we write
     * @param target the user's address of record
     */
    static String toPhone(String realm, Trail trail, String target) {
        var all = trail.diversions();
        var latest = all.subList(0, Math.min(all.size(), MOST_FOR_PHONES));
        var lines = new DiversionLines(realm, false, UnaryOperator.identity(), latest);
        return lines.diversions() + lines.history(target);
    }

    private String diversions() {
        var lines = new StringBuilder();
        for (var diversion : diversions) {
            lines.append("Diversion: <").append(uri(diversion)).append(">;reason=");
            lines.append(diversion.reason().word());
            lines.append(diversion.secret() ? ";privacy=full\r\n" : "\r\n");
        }
        return lines.toString();
    }

    /**
     * The oldest first, each the cause of the next, and the target at the end (RFC 7044, section
     * 9). Why a place was left stands there as Reason, and at the next place as the parameter cause
     * (RFC 7544).
     */
    private String history(String target) {
        if (diversions.isEmpty()) {
            return "";
        }
        var lines = new StringBuilder();
        var index = new StringBuilder("1");
        var why = "";
        for (var diversion : diversions.reversed()) {
            int cause = diversion.reason().cause();
            lines.append("History-Info: <").append(uri(diversion)).append(why);
            lines.append(diversion.secret() ? "?Privacy=history&" : "?");
            lines.append("Reason=SIP%3Bcause%3D").append(cause);
            end(lines, index);
            index.append(".1");
            why = ";cause=" + cause;
        }
        lines.append("History-Info: <").append(target).append(why);
        end(lines, index);
        return lines.toString();
    }

    /** Where the place stands, and behind which one. */
    private static void end(StringBuilder lines, CharSequence index) {
        lines.append(">;index=").append(index);
        if (index.length() > 1) {
            lines.append(";mp=").append(index, 0, index.length() - 2);
        }
        lines.append("\r\n");
    }

    private String uri(Diversion diversion) {
        return diversion.secret() && !trusted
                ? NOBODY
                : "sip:" + Uris.escapeUser(written.apply(diversion.number())) + '@' + host;
    }
}
