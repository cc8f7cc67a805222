package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.address.TelURLImpl;
import gov.nist.javax.sip.message.SIPRequest;
import org.strowger.sip.dialog.Uris;

/**
 * Who calls whom, in the caller's words: texts of at most 64 code points without control
 * characters, whatever the INVITE had, so that each may go into a header of ours as it is.
 *
 * @param number user part of From; empty when withheld
 * @param name display name of From; empty when there is none, or the number is withheld
 * @param dialled user part of the Request-URI
 */
record CallingParty(String number, String name, String dialled) {

    private static final int MAX_CODE_POINTS = 64;

    /** Reads an INVITE whose Request-URI is a SIP URI. */
    static CallingParty of(SIPRequest invite) {
        var from = invite.getFrom().getAddress();
        var number =
                switch (from.getURI()) {
                    case SipUri uri -> clean(Uris.user(uri));
                    case TelURLImpl tel -> clean(tel.getPhoneNumber());
                    default -> "";
                };
        var dialled = clean(Uris.user((SipUri) invite.getRequestURI()));
        var name = from.getDisplayName();
        return number.equalsIgnoreCase("anonymous")
                ? new CallingParty("", "", dialled)
                : new CallingParty(number, name == null ? "" : clean(unquoted(name)), dialled);
    }

    private static String unquoted(String name) {
        var text = name.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_CODE_POINTS)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
