package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.address.TelURLImpl;
import java.util.Objects;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.Grammar;

/**
 * Who calls whom, in the caller's words: texts of at most 64 code points without control
 * characters, whatever the INVITE had, so that each may go into a header of ours as it is.
 *
 * @param number user part of From; empty when withheld
 * @param name display name of From; empty when there is none, or the number is withheld
 * @param dialled user part of the Request-URI, without its parameters
 */
record CallingParty(String number, String name, String dialled) {

    private static final int MAX_CODE_POINTS = 64;

    /** Reads an INVITE whose Request-URI is a SIP URI. */
    static CallingParty of(Grammar invite) {
        var from = invite.from();
        var number =
                switch (from.getURI()) {
                    case SipUri uri -> clean(Uris.user(uri));
                    case TelURLImpl tel -> clean(tel.getPhoneNumber());
                    default -> "";
                };
        var dialled = clean(Uris.number((SipUri) Objects.requireNonNull(invite.requestUri())));
        var name = from.getDisplayName();
        return number.equalsIgnoreCase("anonymous")
                ? new CallingParty("", "", dialled)
                : new CallingParty(number, name == null ? "" : clean(unquoted(name)), dialled);
    }

    private static String unquoted(String name) {
        var text = name.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        var bare = quoted ? text.substring(1, text.length() - 1) : text;
        return quoted && bare.indexOf('\\') >= 0 ? bare.replaceAll("\\\\(.)", "$1") : bare;
    }

    static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        var clean = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_CODE_POINTS)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Whether every char is a code point that may stay, and there are not too many: mostly. */
    private static boolean isClean(String text) {
        if (text.length() > MAX_CODE_POINTS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
