package org.strowger.sip.core;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Registrar;
import org.strowger.sip.registrar.RegistrarAnswer;
import org.strowger.sip.registrar.Registration;

/** REGISTER: from the message to the registrar and back (RFC 3261, section 10.3). */
final class RegisterRequests {

    private static final int MAX_URI = 512;
    private static final int MAX_CONTACTS = 20;

    private final SipContext sip;
    private final Identity identity;
    private final Registrar registrar;

    RegisterRequests(SipContext sip, Identity identity, Registrar registrar) {
        this.sip = sip;
        this.identity = identity;
        this.registrar = registrar;
    }

    /** Answers a REGISTER that RI could read. */
    void answer(InboundMessage request, SIPMessage grammar) {
        var refusal = RequestChecks.extensions(request);
        if (refusal == null && !(grammar.getTo().getAddress().getURI() instanceof SipUri)) {
            refusal = Refusal.of(400); // What registers has a SIP URI (section 10.2).
        }
        if (refusal != null) {
            sip.refuse(request, refusal);
            return;
        }
        var user = Uris.user((SipUri) grammar.getTo().getAddress().getURI());
        switch (identity.ofUser(request, user)) {
            case Identity.Finding.Refused(var why) -> refuse(request, why);
            case Identity.Finding.Known _ -> register(request, grammar, user);
        }
    }

    private void refuse(InboundMessage request, Refusal why) {
        sip.refuse(request, why);
        if (why.status() == 401) {
            sip.responded(Response.REGISTER_401, request.receivedMicros());
        }
    }

    private void register(InboundMessage request, SIPMessage grammar, String user) {
        var registration = registration(request, grammar);
        // From here on there is state: a repeated REGISTER must not meet its own nonce again.
        var transaction =
                sip.transactions()
                        .request(
                                SipCore.keyOf(request.index()),
                                ResponseHead.replyTo(request),
                                request.index().callId());
        var head = ResponseHead.of(request);
        var tag = sip.newTag();
        if (registration == null) {
            transaction.respond(400, head.response(400, tag, "", ResponseHead.NO_BODY));
            return;
        }
        var answer = registrar.register(user, registration);
        int status = status(answer);
        transaction.respond(
                status, head.response(status, tag, lines(answer), ResponseHead.NO_BODY));
        if (status == 200) {
            sip.count(SipCounter.REGISTERED);
            sip.responded(Response.REGISTER_200, request.receivedMicros());
        }
    }

    private static int status(RegistrarAnswer answer) {
        return switch (answer) {
            case RegistrarAnswer.Contacts _ -> 200;
            case RegistrarAnswer.TooBrief _ -> 423;
            case RegistrarAnswer.OutOfOrder _ -> 500;
            case RegistrarAnswer.TooMany _ -> 403;
        };
    }

    private static String lines(RegistrarAnswer answer) {
        return switch (answer) {
            case RegistrarAnswer.Contacts(var contacts) -> {
                var lines = new StringBuilder();
                for (var left : contacts) {
                    lines.append("Contact: <").append(left.uri()).append(">;expires=");
                    lines.append(left.seconds()).append("\r\n");
                }
                yield lines.toString();
            }
            case RegistrarAnswer.TooBrief(var min) -> "Min-Expires: " + min + "\r\n";
            case RegistrarAnswer.OutOfOrder _, RegistrarAnswer.TooMany _ -> "";
        };
    }

    /** What it asks for; null when it makes no sense: 400. */
    private static @Nullable Registration registration(InboundMessage request, SIPMessage grammar) {
        var index = request.index();
        long expires = seconds(index.header("Expires"));
        var headers = grammar.getContactHeaders();
        var contacts = new ArrayList<Registration.Contact>();
        boolean all = false;
        for (var contact : headers == null ? List.<Contact>of() : headers) {
            if (contact.isWildCard()) {
                all = true;
                continue;
            }
            var read = contact(contact, expires);
            if (read == null || contacts.size() == MAX_CONTACTS) {
                return null;
            }
            contacts.add(read);
        }
        if (all && (expires != 0 || !contacts.isEmpty())) {
            return null; // Section 10.3, step 6.
        }
        return new Registration(index.callId(), index.cseq(), all, contacts, request.flow());
    }

    private static Registration.@Nullable Contact contact(Contact contact, long expires) {
        if (!(contact.getAddress().getURI() instanceof SipUri uri) || isBare(contact, uri)) {
            return null;
        }
        var text = uri.encode();
        if (text.length() > MAX_URI) {
            return null;
        }
        var own = contact.getParameter("expires");
        long seconds = own == null ? expires : seconds(own);
        return new Registration.Contact(text, Uris.identity(uri), seconds);
    }

    /** Whether a URI with headers is not in angle brackets, as it must be (section 20.10). */
    private static boolean isBare(Contact contact, SipUri uri) {
        return uri.getHeaderNames().hasNext()
                && contact.getAddress() instanceof AddressImpl address
                && address.getAddressType() == AddressImpl.ADDRESS_SPEC;
    }

    /** -1 for none and for what is no number, which counts as none (section 10.2.1.1). */
    private static long seconds(@Nullable String digits) {
        if (digits == null || digits.isEmpty() || digits.length() > 10) {
            return -1;
        }
        long seconds = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            seconds = 10 * seconds + digit;
        }
        return seconds;
    }
}
