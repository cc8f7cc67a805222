package org.strowger.sip.core;

import java.util.List;
import java.util.Locale;
import org.strowger.sip.message.InboundMessage;

/**
 * Who calls, when a trunk that we trust says so (RFC 3325), and how a trunk's numbers become ours.
 */
final class AssertedIdentity {

    private AssertedIdentity() {}

    /** The calling party by the trunk's rules. */
    static CallingParty party(SipTrunk.Rules rules, InboundMessage invite, CallingParty said) {
        var numbers = rules.numbers();
        var dialled = CallingParty.clean(numbers.inCalled().rewrite(said.dialled()));
        if (isPrivate(invite)) {
            return new CallingParty("", "", dialled);
        }
        var number = said.number();
        if (rules.callerId().asserted()) {
            var asserted = number(invite);
            number = asserted.isEmpty() ? number : asserted;
        }
        if (number.isEmpty()) {
            return new CallingParty("", "", dialled);
        }
        var ours = CallingParty.clean(numbers.inCaller().rewrite(number));
        return new CallingParty(ours, said.name(), dialled);
    }

    /** Whether the caller wants not to be known to who is called (RFC 3323, RFC 3325). */
    static boolean isPrivate(InboundMessage invite) {
        for (var line : invite.index().headers("Privacy")) {
            if (asks(line, "id", "user", "header")) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the values of a Privacy header is one of these words. */
    static boolean asks(String privacy, String... lowerWords) {
        for (var value : privacy.split("[;,]", -1)) {
            if (List.of(lowerWords).contains(value.strip().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** User of the first SIP or tel URI; empty when there is none. */
    private static String number(InboundMessage invite) {
        for (var line : invite.index().headers("P-Asserted-Identity")) {
            var number = user(uri(line));
            if (!number.isEmpty()) {
                return CallingParty.clean(number);
            }
        }
        return "";
    }

    /** What is between the last angle brackets, or everything. */
    static String uri(String value) {
        int open = value.lastIndexOf('<');
        int close = value.indexOf('>', Math.max(open, 0));
        return open >= 0 && close > open ? value.substring(open + 1, close) : value.strip();
    }

    /** User part of a SIP URI, or the number of a tel URI; empty when it has none. */
    static String user(String uri) {
        int colon = uri.indexOf(':');
        var scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = uri.substring(colon + 1);
        int at = rest.indexOf('@');
        int end =
                switch (scheme) {
                    case "sip", "sips" -> at;
                    case "tel" -> rest.length();
                    default -> -1;
                };
        if (end < 0) {
            return "";
        }
        var user = rest.substring(0, end);
        int parameters = user.indexOf(';');
        return parameters < 0 ? user : user.substring(0, parameters);
    }
}
