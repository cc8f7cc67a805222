package org.strowger.sip.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a message. It remembers the first problem and reads on, because a malformed request
 * can be answered only when the headers that the answer copies have been found.
 */
final class SipScanner {

    /** Name start, name end, value start, value end. */
    static final int FIELDS = 4;

    private static final int USUAL_LINES = 20;
    private static final long CSEQ_MAX = (1L << 31) - 1;
    private static final int MAX_FORWARDS_MAX = 255;
    private static final String VERSION = "sip/2.0";

    byte[] octets;
    int start;
    int methodEnd;
    int uriEnd;
    int status;
    int[] lines = new int[FIELDS * USUAL_LINES];
    int count;
    final int[] first = new int[Known.COUNT];
    int bodyOffset;
    int end;
    long cseq = -1;
    int cseqMethod;
    int maxForwards = -1;
    int contentLength = -1;
    int sentBy;
    int topViaEnd;

    private int position;
    private final Separators separators = new Separators();
    private boolean unfolded;
    private boolean repeatedContentLength;
    private @Nullable String problem;
    private int answer = 400;

    SipScanner(byte[] octets) {
        this.octets = octets;
        Arrays.fill(first, -1);
    }

    SipIndex scan() throws MalformedSipMessageException {
        if (octets.length > SipLimits.MESSAGE) {
            throw new MalformedSipMessageException("Message Too Large", 0, null);
        }
        skipEmptyLines();
        startLine();
        headerLines();
        checkMandatory();
        checkValues();
        checkTopVia();
        checkBody();
        var index = new SipIndex(this);
        if (problem != null) {
            throw new MalformedSipMessageException(problem, answer, answerable() ? index : null);
        }
        return index;
    }

    int scanContentLength() {
        skipEmptyLines();
        position = Math.min(lineEnd(position) + 2, octets.length);
        headerLines();
        int length = number(Known.CONTENT_LENGTH, Integer.MAX_VALUE, "");
        boolean unclear = repeatedContentLength || (length < 0 && has(Known.CONTENT_LENGTH));
        return unclear ? -2 : length;
    }

    private void skipEmptyLines() {
        while (isLineEnd(position)) {
            position += 2;
        }
        start = position;
    }

    private void startLine() throws MalformedSipMessageException {
        int lineEnd = lineEnd(position);
        if (lineEnd - start > SipLimits.LINE || separators.parameters() > SipLimits.PARAMETERS) {
            problem("Start Line Too Long");
        }
        int space = Lexical.find(octets, start, lineEnd, ' ');
        if (Lexical.matches(octets, start, Math.min(start + 4, lineEnd), "sip/")) {
            statusLine(space, lineEnd);
        } else if (space < lineEnd && Lexical.isToken(octets, start, space)) {
            requestLine(space, lineEnd);
        } else {
            throw new MalformedSipMessageException("Not SIP", 0, null);
        }
        position = Math.min(lineEnd + 2, octets.length);
    }

    private void statusLine(int space, int lineEnd) {
        int codeEnd = Math.min(space + 4, lineEnd);
        status = (int) Lexical.number(octets, Math.min(space + 1, codeEnd), codeEnd, 699);
        boolean ends = codeEnd == lineEnd || octets[codeEnd] == ' ';
        if (!Lexical.matches(octets, start, space, VERSION) || status < 100 || !ends) {
            problem("Malformed Status Line");
        }
        status = Math.max(status, 100);
        methodEnd = start;
        uriEnd = start;
    }

    private void requestLine(int space, int lineEnd) {
        methodEnd = space;
        int last = lineEnd - 1;
        while (octets[last] != ' ') {
            last--;
        }
        uriEnd = Math.max(last, space + 1);
        boolean anyVersion =
                lineEnd - last > 5 && Lexical.matches(octets, last + 1, last + 5, "sip/");
        if (last == space || !isVisible(space + 1, uriEnd) || !anyVersion) {
            problem("Malformed Request Line");
        } else if (!Lexical.matches(octets, last + 1, lineEnd, VERSION)) {
            problem("Version Not Supported");
            answer = 505;
        }
    }

    /** Whether something is there, and no white space or control character in it. */
    private boolean isVisible(int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == ' ' || octets[i] == '\t' || isControl(octets[i])) {
                return false;
            }
        }
        return from < to;
    }

    private void headerLines() {
        while (position < octets.length && !isLineEnd(position)) {
            if (count == SipLimits.HEADER_LINES) {
                problem("Too Many Headers");
                position = octets.length;
                break;
            }
            int from = position;
            int lineEnd = unfoldedLineEnd(from);
            if (lineEnd - from > SipLimits.LINE) {
                problem("Header Too Long");
            }
            if (separators.parameters() > SipLimits.PARAMETERS
                    || separators.entries() > SipLimits.LIST_ENTRIES) {
                problem("Too Many Parameters");
            }
            header(from, lineEnd);
            position = Math.min(lineEnd + 2, octets.length);
        }
        if (position >= octets.length) {
            problem("Headers Without End");
        }
        bodyOffset = Math.min(position + 2, octets.length);
    }

    private void header(int from, int lineEnd) {
        int nameEnd = Lexical.tokenEnd(octets, from, lineEnd);
        int colon = Lexical.skipSpace(octets, nameEnd, lineEnd);
        if (nameEnd == from || colon == lineEnd || octets[colon] != ':') {
            problem("Malformed Header Name");
            return;
        }
        int at = count * FIELDS;
        if (at == lines.length) {
            lines = Arrays.copyOf(lines, at * 2);
        }
        int value = Lexical.skipSpace(octets, colon + 1, lineEnd);
        lines[at] = from;
        lines[at + 1] = nameEnd;
        lines[at + 2] = value;
        lines[at + 3] = Lexical.trimEnd(octets, value, lineEnd);
        int known = Known.of(octets, from, nameEnd);
        if (known >= 0 && first[known] < 0) {
            first[known] = count;
        } else if (known >= 0 && Known.isSingle(known)) {
            problem("Repeated Single Header");
            repeatedContentLength |= known == Known.CONTENT_LENGTH;
        }
        count++;
    }

    /** The end of a header line with its continuations, which are joined to it by spaces. */
    private int unfoldedLineEnd(int from) {
        separators.begin();
        int lineEnd = lineEnd(from);
        while (lineEnd + 2 < octets.length && Lexical.isSpace(octets[lineEnd + 2])) {
            if (!unfolded) {
                octets = octets.clone(); // The array that we were given is not ours to change.
                unfolded = true;
            }
            octets[lineEnd] = ' ';
            octets[lineEnd + 1] = ' ';
            lineEnd = lineEnd(lineEnd + 2);
        }
        return lineEnd;
    }

    /**
     * Where the next CRLF is, or the end of the message. Counts separators on the way. A quoted
     * string may have any octet but CR and LF behind a backslash (section 25.1).
     */
    private int lineEnd(int from) {
        boolean quoted = false;
        int i = from;
        for (; i < octets.length; i++) {
            i = separators.passed(octets, i);
            if (i == octets.length || isLineEnd(i)) {
                return i;
            }
            byte b = octets[i];
            if (b == '"') {
                quoted = !quoted;
            } else if (b != '\\') {
                problem("Control Character In Header");
            } else if (quoted && isPair(i)) {
                separators.count(octets[++i]);
            }
        }
        return i;
    }

    private boolean isPair(int backslash) {
        int next = backslash + 1;
        return next < octets.length && octets[next] != '\r' && octets[next] != '\n';
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
    }

    private boolean isLineEnd(int at) {
        return at + 1 < octets.length && octets[at] == '\r' && octets[at + 1] == '\n';
    }

    private void checkMandatory() {
        for (int i = 0; i < Known.MANDATORY; i++) {
            if (first[i] < 0 || valueStart(i) == valueEnd(i)) {
                problem("Missing Mandatory Header");
            }
        }
    }

    private void checkValues() {
        if (has(Known.CSEQ)) {
            checkCSeq(valueStart(Known.CSEQ), valueEnd(Known.CSEQ));
        }
        if (has(Known.CALL_ID) && !isVisible(valueStart(Known.CALL_ID), valueEnd(Known.CALL_ID))) {
            problem("Malformed Call-ID");
        }
        maxForwards = number(Known.MAX_FORWARDS, MAX_FORWARDS_MAX, "Malformed Max-Forwards");
        contentLength = number(Known.CONTENT_LENGTH, Integer.MAX_VALUE, "Malformed Content-Length");
    }

    private void checkCSeq(int from, int to) {
        int digits = from;
        while (digits < to && !Lexical.isSpace(octets[digits])) {
            digits++;
        }
        cseq = Lexical.number(octets, from, digits, CSEQ_MAX);
        cseqMethod = Lexical.skipSpace(octets, digits, to);
        if (cseq < 0 || !Lexical.isToken(octets, cseqMethod, to)) {
            problem("Malformed CSeq");
        } else if (status == 0
                && !Arrays.equals(octets, cseqMethod, to, octets, start, methodEnd)) {
            problem("CSeq Method Mismatch");
        }
    }

    private int number(int header, int limit, String otherwise) {
        if (!has(header)) {
            return -1;
        }
        int at = header;
        int number = (int) Lexical.number(octets, valueStart(at), valueEnd(at), limit);
        if (number < 0) {
            problem(otherwise);
        }
        return number;
    }

    /** {@code SIP / 2.0 / UDP host : port ; parameters} (RFC 3261, section 20.42). */
    private void checkTopVia() {
        if (!has(Known.VIA)) {
            return;
        }
        int from = valueStart(Known.VIA);
        topViaEnd = Lexical.find(octets, from, valueEnd(Known.VIA), ',');
        int slash = Lexical.find(octets, from, topViaEnd, '/');
        slash = Lexical.find(octets, Math.min(slash + 1, topViaEnd), topViaEnd, '/');
        int transport = Lexical.skipSpace(octets, Math.min(slash + 1, topViaEnd), topViaEnd);
        int at = transport;
        while (at < topViaEnd && !Lexical.isSpace(octets[at]) && octets[at] != ';') {
            at++;
        }
        sentBy = Lexical.skipSpace(octets, at, topViaEnd);
        if (at == transport || sentBy == topViaEnd || octets[sentBy] == ';') {
            problem("Malformed Via");
        }
    }

    /** RFC 3261, section 18.3: what a datagram has beyond Content-Length is no part of it. */
    private void checkBody() {
        int rest = octets.length - bodyOffset;
        if (contentLength > rest) {
            problem("Body Shorter Than Content-Length");
        }
        end =
                contentLength >= 0 && contentLength < rest
                        ? bodyOffset + contentLength
                        : octets.length;
    }

    private boolean answerable() {
        boolean answered = status == 0 && !Lexical.matches(octets, start, methodEnd, "ack");
        return answered && has(Known.VIA) && has(Known.CSEQ); // What the peer finds it by.
    }

    private boolean has(int header) {
        return first[header] >= 0;
    }

    private int valueStart(int known) {
        return lines[first[known] * FIELDS + 2];
    }

    private int valueEnd(int known) {
        return lines[first[known] * FIELDS + 3];
    }

    private void problem(String found) {
        if (problem == null) {
            problem = found;
        }
    }
}
