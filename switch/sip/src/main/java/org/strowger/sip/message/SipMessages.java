package org.strowger.sip.message;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StatusLineParser;
import java.text.ParseException;

/**
 * The grammar: JAIN-SIP RI's parsers behind guards. RI 1.3.0-91 raises unchecked exceptions on
 * about one hostile message in twenty, and can overflow the stack; here both are a malformed
 * message. What was read before is not read again, so an instance belongs to one thread.
 */
public final class SipMessages {

    private static final String VERSION = "SIP/2.0";

    private final LineMemory<RequestLine> requestLines = new LineMemory<>();
    private final LineMemory<Integer> statusLines = new LineMemory<>();
    private final LineMemory<SIPHeader> headers = new LineMemory<>();

    /**
     * Reads the lines of a message that decide, to the end of their grammar.
     *
     * @return of a request or response with Via, From, To, Call-ID and CSeq, which say what the
     *     index says
     */
    public Grammar parse(SipIndex index) throws MalformedSipMessageException {
        try {
            return read(index);
        } catch (ParseException | RuntimeException | StackOverflowError _) {
            boolean answerable = index.isRequest() && !index.isMethod("ACK");
            throw new MalformedSipMessageException(
                    "Malformed Header", 400, answerable ? index : null);
        }
    }

    private Grammar read(SipIndex index) throws ParseException {
        var line = index.startLine();
        var reader = new GrammarReader(index, headers);
        if (index.isRequest()) {
            reader.requestLine(requestLines.of(line, SipMessages::requestLine));
        } else if (statusLines.of(line, SipMessages::status) != index.status()) {
            throw new ParseException("RI reads another status", 0);
        }
        return reader.read();
    }

    private static RequestLine requestLine(String line) throws ParseException {
        return new RequestLineParser(line + '\n').parse();
    }

    private static int status(String line) throws ParseException {
        if (!line.startsWith(VERSION)) {
            throw new ParseException("RI knows no other case", 0);
        }
        return new StatusLineParser(line + '\n').parse().getStatusCode();
    }
}
