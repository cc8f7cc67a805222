package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.stream.Collectors;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.TortureMessage;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.RiMessages;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.message.SipMessages;

/**
 * What is asserted of a message besides its treatment. A fact is named by what it is read with:
 * {@code index.*}, {@code grammar.*}, {@code call.*}, {@code answer.NAME} or {@code header.NAME}. A
 * control character of the value stands as its hexadecimal code.
 */
final class TortureFacts {

    private final TortureMessage message;
    private final Bench bench;

    TortureFacts(TortureMessage message, Bench bench) {
        this.message = message;
        this.bench = bench;
    }

    void check() throws Exception {
        for (var fact : message.facts().entrySet()) {
            var key = fact.getKey();
            if (key.contains(".") || key.equals("parses")) {
                assertEquals(fact.getValue(), visible(actual(key)), message.name() + ": " + key);
            }
        }
    }

    private String actual(String key) throws Exception {
        var name = key.substring(key.indexOf('.') + 1);
        return switch (key.substring(0, key.length() - name.length())) {
            case "" -> parses() ? "yes" : "no";
            case "index." -> ofIndex(index(), name);
            case "header." -> index().header(name);
            case "headers." -> String.valueOf(index().headers(name).size());
            case "grammar." -> ofGrammar(RiMessages.read(readable()), name);
            case "call." -> ofCall(bench.hub.leg(), name);
            case "answer." -> Bench.header(bench.sent.getFirst(), name);
            default -> throw new IllegalArgumentException(key);
        };
    }

    private boolean parses() {
        try {
            readable();
            return true;
        } catch (MalformedSipMessageException _) {
            return false;
        }
    }

    private SipIndex readable() throws MalformedSipMessageException {
        var index = SipIndex.of(message.octets());
        new SipMessages().parse(index);
        return index;
    }

    /** Also of a message that is malformed, as far as an answer needs it. */
    private SipIndex index() throws MalformedSipMessageException {
        try {
            return SipIndex.of(message.octets());
        } catch (MalformedSipMessageException malformed) {
            var request = malformed.request();
            if (request == null) {
                throw malformed;
            }
            return request;
        }
    }

    private static String ofIndex(SipIndex index, String name) {
        return switch (name) {
            case "method" -> index.method();
            case "uri" -> index.requestUri();
            case "status" -> String.valueOf(index.status());
            case "call-id" -> index.callId();
            case "cseq" -> index.cseq() + " " + index.cseqMethod();
            case "from-tag" -> index.fromTag();
            case "to-tag" -> index.toTag();
            case "branch" -> index.branch();
            case "sent-by" -> index.sentBy();
            case "max-forwards" -> String.valueOf(index.maxForwards());
            case "content-length" -> String.valueOf(index.contentLength());
            case "body" -> String.valueOf(index.bodyLength());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String ofGrammar(SIPMessage grammar, String name) {
        return switch (name) {
            case "user" -> Uris.user(requestUri(grammar));
            case "host" -> requestUri(grammar).getHost();
            case "port" -> String.valueOf(requestUri(grammar).getPort());
            case "reason" -> String.valueOf(((SIPResponse) grammar).getReasonPhrase());
            case "from" -> grammar.getFrom().getAddress().getURI().toString();
            case "from-name" -> String.valueOf(grammar.getFrom().getAddress().getDisplayName());
            case "to" -> grammar.getTo().getAddress().getURI().toString();
            case "to-user" ->
                    Uris.user((SipUri) ((AddressImpl) grammar.getTo().getAddress()).getURI());
            case "to-name" -> String.valueOf(grammar.getTo().getAddress().getDisplayName());
            case "contacts" ->
                    grammar.getContactHeaders().getHeaderList().stream()
                            .map(contact -> contact.getAddress().getURI().toString())
                            .collect(Collectors.joining(" "));
            case "vias" ->
                    grammar.getViaHeaders().getHeaderList().stream()
                            .map(via -> via.getTransport() + " " + via.getHost())
                            .collect(Collectors.joining(", "));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static SipUri requestUri(SIPMessage grammar) {
        return (SipUri) ((SIPRequest) grammar).getRequestURI();
    }

    private static String ofCall(IncomingLeg leg, String name) {
        return switch (name) {
            case "dialled" -> leg.dialled();
            case "number" -> leg.callerNumber();
            case "name" -> leg.callerName();
            case "media" -> String.valueOf(leg.offer());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String visible(String text) {
        return text.chars()
                .mapToObj(
                        c -> c < ' ' || c == 0x7f ? "\\x%02x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
