package org.strowger.sip.core;

import java.util.List;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.message.SipIndex;

/** Reason headers (RFC 3326; RFC 6432 for responses). */
final class ReasonHeader {

    private static final int LARGEST_CAUSE = 127;

    /** More are not looked at: a message has one for each protocol (section 2). */
    private static final int MOST_VALUES = 8;

    private static final int LONGEST_TEXT = 64;
    private static final int DELETE = 127;

    private ReasonHeader() {}

    /** The line for a cause of Q.850, with its CRLF. */
    static String q850(int cause) {
        return "Reason: Q.850;cause=" + cause + "\r\n";
    }

    /**
     * The lines of a CANCEL or BYE, each with its CRLF.
     *
     * @param status for the protocol SIP
     */
    static String lines(int status, Reason why) {
        return "Reason: SIP;cause="
                + status
                + ";text=\""
                + quotable(why.text())
                + "\"\r\n"
                + q850(why.q850());
    }

    /** The text comes from call control and may hold anything. */
    private static String quotable(String text) {
        var safe = new StringBuilder(Math.min(text.length(), LONGEST_TEXT));
        text.codePoints()
                .filter(c -> c >= ' ' && c != '"' && c != '\\' && c != DELETE)
                .limit(LONGEST_TEXT)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** The cause that a message names of Q.850; 0 for none. */
    static int q850(SipIndex message) {
        return message.header("Reason").isEmpty()
                ? 0 // As most: no list for them.
                : cause(values(message), "Q.850", LARGEST_CAUSE);
    }

    /**
     * The end of a leg by a CANCEL or BYE of the peer.
     *
     * @param status of the INVITE; 0 when it was answered
     */
    static LegEnd end(LegEnd.Cause how, int status, SipIndex request) {
        if (request.header("Reason").isEmpty()) {
            return new LegEnd(how, status);
        }
        var values = values(request);
        int q850 = cause(values, "Q.850", LARGEST_CAUSE);
        boolean elsewhere =
                how == LegEnd.Cause.CANCELLED
                        && (q850 == Q850.NON_SELECTED_USER_CLEARING.cause()
                                || cause(values, "SIP", 699) == 200);
        return new LegEnd(how, status, q850, "", elsewhere);
    }

    private static List<String> values(SipIndex message) {
        var values = Entries.of(message, "Reason");
        return values.size() > MOST_VALUES ? values.subList(0, MOST_VALUES) : values;
    }

    private static int cause(List<String> values, String protocol, int largest) {
        for (var value : values) {
            int end = value.indexOf(';');
            if (end > 0 && value.substring(0, end).strip().equalsIgnoreCase(protocol)) {
                long cause = Seconds.of(Entries.parameter(value, "cause"));
                if (cause > 0 && cause <= largest) {
                    return (int) cause;
                }
            }
        }
        return 0;
    }
}
