package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Start line and headers as RI itself reads them, every header and all at once. */
public final class RiMessages {

    private static final Pattern ENDLESS =
            Pattern.compile("(?i)[\r\n](via|v)[ \t]*:[^\r\n]*([\r\n]+[ \t][^\r\n]*)*\\\\");

    private static final Set<Class<?>> DECIDE =
            Set.of(
                    RequestLine.class,
                    StatusLine.class,
                    Via.class,
                    From.class,
                    To.class,
                    CallID.class,
                    CSeq.class,
                    ContentLength.class,
                    MaxForwards.class);

    private static final ParseExceptionListener DECIDING =
            (problem, _, header, _, _) -> {
                if (header != null && DECIDE.contains(header)) {
                    throw problem;
                }
            };

    private RiMessages() {}

    /** What RI makes of a message; a header that it cannot read is not there. */
    public static SIPMessage read(SipIndex index) {
        var head = Arrays.copyOfRange(index.octets(), index.start(), index.bodyOffset());
        try {
            return new StringMsgParser().parseSIPMessage(head, false, false, (_, _, _, _, _) -> {});
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether RI's own stack would take a message. */
    enum Verdict {
        ACCEPTED,
        REFUSED,
        /** It would read for ever: a Via with a comment that ends with a backslash. */
        NEVER_SHOWN
    }

    /**
     * What RI says of octets that nobody has looked at before. As in its own stack a message is
     * taken whose start line and whose headers of {@link #DECIDING} can be read, and which has
     * those that every message must have.
     */
    static Verdict judge(byte[] octets) {
        if (ENDLESS.matcher(new String(octets, ISO_8859_1)).find()) {
            return Verdict.NEVER_SHOWN;
        }
        try {
            var message = new StringMsgParser().parseSIPMessage(octets, true, false, DECIDING);
            switch (message) {
                case SIPRequest request -> request.checkHeaders();
                case SIPResponse response -> response.checkHeaders();
                case null, default -> {
                    return Verdict.REFUSED;
                }
            }
            return Verdict.ACCEPTED;
        } catch (ParseException | RuntimeException _) {
            return Verdict.REFUSED;
        }
    }
}
