package org.strowger.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the parts of one SIP message are (RFC 3261, sections 7 and 25), found in one pass without
 * the grammar. What it says and what JAIN-SIP RI says is the same, see {@link SipMessages}. A
 * String is made when it is asked for and not kept. Immutable.
 */
public final class SipIndex {

    private static final int DEFAULT_PORT = 5060;
    private static final int MAX_PORT = 65_535;
    private static final int[] COPIED = {Known.VIA, Known.FROM, Known.CALL_ID, Known.CSEQ};

    private final byte[] octets;
    private final int start;
    private final int methodEnd;
    private final int uriEnd;
    private final int status;
    private final int[] lines;
    private final int count;
    private final int[] first;
    private final int bodyOffset;
    private final int end;
    private final long cseq;
    private final int cseqMethod;
    private final int maxForwards;
    private final int contentLength;
    private final int sentBy;
    private final int topViaEnd;

    SipIndex(SipScanner scanned) {
        this.octets = scanned.octets;
        this.start = scanned.start;
        this.methodEnd = scanned.methodEnd;
        this.uriEnd = scanned.uriEnd;
        this.status = scanned.status;
        this.lines = scanned.lines;
        this.count = scanned.count;
        this.first = scanned.first;
        this.bodyOffset = scanned.bodyOffset;
        this.end = scanned.end;
        this.cseq = scanned.cseq;
        this.cseqMethod = scanned.cseqMethod;
        this.maxForwards = scanned.maxForwards;
        this.contentLength = scanned.contentLength;
        this.sentBy = scanned.sentBy;
        this.topViaEnd = scanned.topViaEnd;
    }

    /**
     * Reads one message: a datagram, or what a stream's framing cut out.
     *
     * @param octets not changed afterwards, by anybody
     */
    public static SipIndex of(byte[] octets) throws MalformedSipMessageException {
        return new SipScanner(octets).scan();
    }

    /**
     * What the headers of a stream's next message say of its body, whatever else is wrong with
     * them.
     *
     * @param head start line and headers with the empty line that ends them
     * @return -1 when Content-Length is not there, -2 when it is not one number
     */
    public static int contentLengthOf(byte[] head) {
        return new SipScanner(head).scanContentLength();
    }

    public boolean isRequest() {
        return status == 0;
    }

    /** The method as it was sent; empty for a response. */
    public String method() {
        return Lexical.text(octets, start, methodEnd);
    }

    /** Whether it is a request with this method. Methods are case-sensitive (section 7.1). */
    public boolean isMethod(String method) {
        if (methodEnd - start != method.length()) {
            return false;
        }
        for (int i = 0; i < method.length(); i++) {
            if (octets[start + i] != method.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As it was sent; empty for a response. */
    public String requestUri() {
        return isRequest() ? Lexical.text(octets, methodEnd + 1, uriEnd) : "";
    }

    /** 100 to 699; 0 for a request. */
    public int status() {
        return status;
    }

    public String callId() {
        return value(Known.CALL_ID);
    }

    /** The top Via's branch; empty when it has none. */
    public String branch() {
        return viaParameter("branch");
    }

    /** The first Via, without those that follow it on the same line. */
    public String topVia() {
        int from = valueStart(first[Known.VIA]);
        return Lexical.text(octets, from, Lexical.trimEnd(octets, from, topViaEnd));
    }

    /** The top Via's {@code host:port}, or {@code host}, in lower case and without spaces. */
    public String sentBy() {
        int to = viaParameters();
        return Lexical.text(octets, sentBy, Lexical.trimEnd(octets, sentBy, to))
                .replace(" ", "")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * What all copies of a request and the ACK of its refusal have in common, and hardly another
     * request has: a hash of its Via, From, Call-ID and the number of its CSeq (section 17.1.1.3).
     *
     * @param seed unknown to peers where they shall not make requests whose fingerprints meet
     */
    public long fingerprint(long seed) {
        long hash = seed;
        for (int header : COPIED) {
            int line = first[header];
            if (line >= 0) {
                int to = header == Known.CSEQ ? cseqMethod : valueEnd(line);
                hash = Fingerprint.of(octets, valueStart(line), to, hash);
            }
        }
        return hash;
    }

    /** 0 to 2**31 - 1. */
    public long cseq() {
        return cseq;
    }

    public String cseqMethod() {
        return Lexical.text(octets, cseqMethod, valueEnd(first[Known.CSEQ]));
    }

    /** Empty when From has none. */
    public String fromTag() {
        return tag(Known.FROM);
    }

    /** Empty when To has none. */
    public String toTag() {
        return tag(Known.TO);
    }

    /** Whether To has a tag: a request inside a dialog. */
    public boolean hasToTag() {
        long tag = tagSpan(Known.TO);
        return tag != Lexical.NONE && Lexical.start(tag) < Lexical.end(tag);
    }

    /** -1 when the header is not there. */
    public int maxForwards() {
        return maxForwards;
    }

    /** -1 when the header is not there. */
    public int contentLength() {
        return contentLength;
    }

    /** Header lines, a folded one counted once. */
    public int headerCount() {
        return count;
    }

    public int bodyOffset() {
        return bodyOffset;
    }

    /** Octets of the body; what a datagram has beyond Content-Length is not counted. */
    public int bodyLength() {
        return end - bodyOffset;
    }

    /**
     * The value of the first header line of that name, without white space around it.
     *
     * @param name the long one, in any case; its compact form is found too
     * @return empty when there is none
     */
    public String header(String name) {
        for (int i = 0; i < count; i++) {
            if (isNamed(i, name)) {
                return Lexical.text(octets, valueStart(i), valueEnd(i));
            }
        }
        return "";
    }

    /**
     * Whether the first header line of that name begins with one of these words, in any case.
     *
     * @param lowerName the long one, in lower case
     * @param lowerWords ASCII in lower case
     */
    public boolean begins(String lowerName, List<String> lowerWords) {
        for (int i = 0; i < count; i++) {
            if (isNamed(i, lowerName)) {
                return beginsWithOne(valueStart(i), valueEnd(i), lowerWords);
            }
        }
        return false;
    }

    private boolean beginsWithOne(int from, int to, List<String> lowerWords) {
        for (int i = 0; i < lowerWords.size(); i++) {
            var word = lowerWords.get(i);
            if (word.length() <= to - from
                    && Lexical.matches(octets, from, from + word.length(), word)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The values of every header line of that name, in their order; a line with several entries is
     * one value.
     *
     * @param name the long one, in any case; its compact form is found too
     */
    public List<String> headers(String name) {
        var values = new ArrayList<String>(2);
        for (int i = 0; i < count; i++) {
            if (isNamed(i, name)) {
                values.add(Lexical.text(octets, valueStart(i), valueEnd(i)));
            }
        }
        return values;
    }

    /** The start line without its end. */
    String startLine() {
        int to = start;
        while (octets[to] != '\r') {
            to++;
        }
        return Lexical.text(octets, start, to);
    }

    /** A header line from its name to there. */
    String line(int line, int to) {
        return Lexical.text(octets, lines[line * SipScanner.FIELDS], to);
    }

    /** Header lines unfolded; the index's offsets are into this array. */
    byte[] octets() {
        return octets;
    }

    /** Where the start line begins. */
    int start() {
        return start;
    }

    /** Where the message ends. */
    int end() {
        return end;
    }

    int topViaEnd() {
        return topViaEnd;
    }

    /** The port of the top Via's sent-by, 5060 when it has none, -1 when it is malformed. */
    int sentByPort() {
        int to = viaParameters();
        int colon = sentByHostEnd(to);
        if (colon == to) {
            return DEFAULT_PORT;
        }
        int digits = Lexical.skipSpace(octets, colon + 1, to);
        int end = Lexical.trimEnd(octets, digits, to);
        return (int) Lexical.number(octets, digits, end, MAX_PORT);
    }

    /** Whether the host of the top Via's sent-by is written just so, brackets aside. */
    boolean isSentBy(String address) {
        int to = viaParameters();
        int end = Lexical.trimEnd(octets, sentBy, sentByHostEnd(to));
        boolean brackets = end - sentBy > 1 && octets[sentBy] == '[' && octets[end - 1] == ']';
        return brackets
                ? Lexical.matches(octets, sentBy + 1, end - 1, address)
                : Lexical.matches(octets, sentBy, end, address);
    }

    /** Where the colon before the port is, or {@code to}. */
    private int sentByHostEnd(int to) {
        boolean bracket = sentBy < to && octets[sentBy] == '[';
        int host = bracket ? Lexical.find(octets, sentBy, to, ']') : sentBy;
        return Lexical.find(octets, host, to, ':');
    }

    /** Where the top Via's parameters begin: at the first semicolon, or its end. */
    int viaParameters() {
        return Lexical.find(octets, sentBy, topViaEnd, ';');
    }

    String viaParameter(String lowerName) {
        return Lexical.text(
                octets, Lexical.parameter(octets, viaParameters(), topViaEnd, lowerName));
    }

    int line(int header) {
        return first[header];
    }

    int valueStart(int line) {
        return lines[line * SipScanner.FIELDS + 2];
    }

    int valueEnd(int line) {
        return lines[line * SipScanner.FIELDS + 3];
    }

    /** Whether a line has that name, the long one in any case, or its compact form. */
    boolean isNamed(int line, String name) {
        int from = lines[line * SipScanner.FIELDS];
        int to = lines[line * SipScanner.FIELDS + 1];
        return Lexical.matches(octets, from, to, name)
                || (to - from == 1
                        && Lexical.lower(octets[from])
                                == Known.compactOf(name.toLowerCase(Locale.ROOT)));
    }

    private String value(int header) {
        int line = first[header];
        return Lexical.text(octets, valueStart(line), valueEnd(line));
    }

    /** A tag stands after the closing angle bracket when there is one (section 20.10). */
    private String tag(int header) {
        return Lexical.text(octets, tagSpan(header));
    }

    private long tagSpan(int header) {
        int line = first[header];
        int from = valueStart(line);
        int to = valueEnd(line);
        int open = Lexical.find(octets, from, to, '<');
        int close = open < to ? Lexical.find(octets, open, to, '>') : from;
        int parameters = Lexical.find(octets, close, to, ';');
        return Lexical.parameter(octets, parameters, to, "tag");
    }
}
