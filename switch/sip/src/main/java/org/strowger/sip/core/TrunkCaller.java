package org.strowger.sip.core;

import org.strowger.sip.OutgoingCall;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.trunk.CallerId;

/**
 * Who a trunk is told that calls (RFC 3323, RFC 3325).
 *
 * @param number empty when withheld
 * @param asserted for P-Asserted-Identity; empty for none
 * @param anonymous whether that it is withheld is said as RFC 3323 has it
 */
record TrunkCaller(String number, String name, String asserted, boolean anonymous) {

    /** Value of From, without its tag, of who wants not to be known. */
    static final String ANONYMOUS =
            "\"Anonymous\" <sip:anonymous@anonymous.invalid>"; // Section 4.1.1.3

    static TrunkCaller of(OutgoingCall call, SipTrunk.Rules rules) {
        var id = rules.callerId();
        boolean known = !call.callerNumber().isEmpty();
        boolean hidden = call.trail().withheld() || id.shown() == CallerId.Shown.NOBODY;
        boolean withheld = !known || hidden;
        var own = !known ? "" : rules.numbers().outCaller().rewrite(call.callerNumber());
        boolean fixed = !id.number().isEmpty();
        boolean shown = fixed && id.shown() == CallerId.Shown.NUMBER;
        var asserted = fixed ? id.number() : own;
        return new TrunkCaller(
                withheld || !shown ? own : id.number(),
                shown ? "" : call.callerName(),
                id.asserted() ? asserted : "",
                (withheld && (fixed || id.asserted())) || hidden);
    }

    /** Value of From, without its tag, of who wants not to be known, under a name of ours. */
    static String anonymous(String name) {
        return from("", name, "anonymous.invalid");
    }

    /** Value of From without its tag. */
    String from(String host) {
        return anonymous ? ANONYMOUS : from(number, name, host);
    }

    /** The same for any number and name; an empty number is withheld. */
    static String from(String number, String name, String host) {
        var user = number.isEmpty() ? "anonymous" : Uris.escapeUser(number);
        var display = name.replace("\\", "\\\\").replace("\"", "\\\"");
        return (display.isEmpty() ? "" : '"' + display + "\" ") + "<sip:" + user + '@' + host + '>';
    }

    /** Header lines beside From, with their CRLF; may be empty. */
    String lines(String host) {
        var identity =
                asserted.isEmpty()
                        ? ""
                        : "P-Asserted-Identity: <sip:"
                                + Uris.escapeUser(asserted)
                                + '@'
                                + host
                                + ">\r\n";
        return anonymous ? identity + "Privacy: id\r\n" : identity;
    }
}
