package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Registrar;
import org.strowger.sip.registrar.RegistrarAnswer;

/** REGISTER: from the message to the registrar and back (RFC 3261, section 10.3). */
final class RegisterRequests {

    private static final int LACKS_OUTBOUND = 439;

    /** Within the times that NATs keep a way open (RFC 5626, section 4.4.1). */
    private static final int UDP_TIMER_S = 29;

    private static final int STREAM_TIMER_S = 120;

    private final SipContext sip;
    private final Identity identity;
    private final Registrar registrar;

    RegisterRequests(SipContext sip, Identity identity, Registrar registrar) {
        this.sip = sip;
        this.identity = identity;
        this.registrar = registrar;
    }

    /** Answers a REGISTER that RI could read. */
    void answer(InboundMessage request, Grammar grammar) {
        var refusal = RequestChecks.extensions(request, OptionTags.OF_REGISTER);
        if (refusal == null && !(grammar.to().getURI() instanceof SipUri)) {
            refusal = Refusal.of(400); // What registers has a SIP URI (section 10.2).
        }
        if (refusal != null) {
            sip.refuse(request, refusal);
            return;
        }
        var user = Uris.user((SipUri) grammar.to().getURI());
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

    private void register(InboundMessage request, Grammar grammar, String user) {
        var asked = new AskedContacts(request, grammar);
        var registration = asked.read();
        // From here on there is state: a repeated REGISTER must not meet its own nonce again.
        var transaction =
                sip.transactions()
                        .request(
                                SipCore.keyOf(request.index()),
                                ResponseHead.replyTo(request),
                                request.index().callId());
        var head = ResponseHead.of(request);
        var tag = sip.newTag();
        if (registration == null || asked.lacksOutbound()) {
            int status = registration == null ? 400 : LACKS_OUTBOUND;
            transaction.respond(status, head.response(status, tag, "", ResponseHead.NO_BODY));
            return;
        }
        var answer = registrar.register(user, registration);
        int status = status(answer);
        var lines = lines(answer);
        if (status == 200) {
            lines += routes(request) + (registration.hasFlow() ? outbound(request, asked) : "");
        }
        transaction.respond(status, head.response(status, tag, lines, ResponseHead.NO_BODY));
        if (status == 200) {
            sip.count(SipCounter.REGISTERED);
            sip.responded(Response.REGISTER_200, request.receivedMicros());
        }
    }

    /** The Path as it came (RFC 3327, section 5.3), and our Service-Route (RFC 3608). */
    private String routes(InboundMessage request) {
        var lines = new StringBuilder();
        for (var hop : request.index().headers("Path")) {
            lines.append("Path: ").append(hop).append("\r\n");
        }
        for (var route : sip.config().serviceRoute()) {
            lines.append("Service-Route: ").append(route).append("\r\n");
        }
        return lines.toString();
    }

    /** RFC 5626, section 6; how often the phone shows that the flow lives is for us to say. */
    private static String outbound(InboundMessage request, AskedContacts asked) {
        boolean stream = request.flow().transport().isStream();
        return "Require: outbound\r\n"
                + (asked.isDirect()
                        ? "Flow-Timer: " + (stream ? STREAM_TIMER_S : UDP_TIMER_S) + "\r\n"
                        : "");
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
                    lines.append(left.seconds()).append(left.parameters()).append("\r\n");
                }
                yield lines.toString();
            }
            case RegistrarAnswer.TooBrief(var min) -> "Min-Expires: " + min + "\r\n";
            case RegistrarAnswer.OutOfOrder _, RegistrarAnswer.TooMany _ -> "";
        };
    }
}
