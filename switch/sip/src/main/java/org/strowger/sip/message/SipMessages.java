package org.strowger.sip.message;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.sip.address.URI;
import org.jspecify.annotations.Nullable;

/**
 * The grammar: JAIN-SIP RI's parser behind guards. RI 1.3.0-91 raises unchecked exceptions on about
 * one hostile message in twenty, and can overflow the stack; here both are a malformed message.
 */
public final class SipMessages {

    /** A header that only tells something is dropped when it is malformed; these decide. */
    private static final Set<String> ESSENTIAL =
            Set.of(
                    "via",
                    "v",
                    "from",
                    "f",
                    "to",
                    "t",
                    "call-id",
                    "i",
                    "cseq",
                    "contact",
                    "m",
                    "route",
                    "record-route",
                    "max-forwards",
                    "content-length",
                    "l",
                    "content-type",
                    "c",
                    "authorization",
                    "proxy-authorization",
                    "expires",
                    "require",
                    "proxy-require",
                    "path");

    private SipMessages() {}

    /** Reads a message that has not been through {@link SipIndex} yet. */
    public static SIPMessage parse(byte[] octets) throws MalformedSipMessageException {
        return parse(SipIndex.of(octets));
    }

    /**
     * Reads a message to the end of its grammar.
     *
     * @return a request or response with Via, From, To, Call-ID and CSeq, which say what the index
     *     says
     */
    public static SIPMessage parse(SipIndex index) throws MalformedSipMessageException {
        var message = read(index);
        if (message == null || !agrees(message, index)) {
            throw malformed("Malformed Header", index);
        }
        return message;
    }

    private static @Nullable SIPMessage read(SipIndex index) throws MalformedSipMessageException {
        var octets = Arrays.copyOfRange(index.octets(), index.start(), index.bodyOffset());
        try {
            var message =
                    new StringMsgParser()
                            .parseSIPMessage(octets, false, false, SipMessages::onBadHeader);
            if (message != null && index.bodyLength() > 0) {
                message.setMessageContent(
                        Arrays.copyOfRange(index.octets(), index.bodyOffset(), index.end()));
            }
            return message;
        } catch (ParseException | RuntimeException | StackOverflowError _) {
            throw malformed("Malformed Header", index);
        }
    }

    @SuppressWarnings("rawtypes") // RI's interface.
    private static void onBadHeader(
            ParseException problem,
            SIPMessage message,
            @Nullable Class header,
            String text,
            String whole)
            throws ParseException {
        int colon = text.indexOf(':');
        boolean startLine = header == RequestLine.class || header == StatusLine.class || colon < 0;
        if (startLine
                || ESSENTIAL.contains(text.substring(0, colon).strip().toLowerCase(Locale.ROOT))) {
            throw problem;
        }
    }

    private static boolean agrees(SIPMessage message, SipIndex index) {
        try {
            return sameStart(message, index)
                    && message.getCallId().getCallId().equals(index.callId())
                    && message.getCSeq().getSeqNumber() == index.cseq()
                    && message.getCSeq().getMethod().equals(index.cseqMethod())
                    && text(message.getFrom().getTag()).equals(index.fromTag())
                    && text(message.getTo().getTag()).equals(index.toTag())
                    && text(message.getTopmostVia().getBranch()).equals(index.branch());
        } catch (NullPointerException _) {
            return false; // RI has no Optional: a header that it did not read is null.
        }
    }

    private static boolean sameStart(SIPMessage message, SipIndex index) {
        return switch (message) {
            case SIPRequest request ->
                    index.isMethod(request.getMethod())
                            && sameUri(request.getRequestURI(), index.requestUri());
            case SIPResponse response -> response.getStatusCode() == index.status();
            default -> false;
        };
    }

    /** RI sets brackets about an IPv6 address that came without (RFC 5118, section 4.2). */
    private static boolean sameUri(@Nullable URI uri, String text) {
        boolean bracketed = uri instanceof SipUri sip && sip.getHost().startsWith("[");
        return uri != null && (!bracketed || text.contains("["));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private static MalformedSipMessageException malformed(String problem, SipIndex index) {
        boolean answerable = index.isRequest() && !index.isMethod("ACK");
        return new MalformedSipMessageException(problem, 400, answerable ? index : null);
    }
}
