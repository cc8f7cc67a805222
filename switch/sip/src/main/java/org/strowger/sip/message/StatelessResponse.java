package org.strowger.sip.message;

import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A response made from the index of its request alone (RFC 3261, section 8.2.6): no grammar, no
 * state. The same request always gets the same To tag, as section 8.2.7 asks of a stateless UAS.
 */
public final class StatelessResponse {

    private static final int USUAL_SIZE = 512;
    private static final int TRYING = 100;
    private static final long TAG_SEED = 0xcbf2_9ce4_8422_2325L; // Any would do.

    private final SipIndex request;
    private byte[] out = new byte[USUAL_SIZE];
    private int length;

    private StatelessResponse(SipIndex request) {
        this.request = request;
    }

    /**
     * Makes a response without a body.
     *
     * @param request not an ACK; one with a malformed exception may lack From, To or Call-ID
     * @param source where the request came from, for the top Via's received and rport (RFC 3581)
     * @param status 100 to 699
     * @param headerLines more headers, such as {@code Retry-After: 3}, without their CRLF
     */
    public static byte[] of(
            SipIndex request,
            InetSocketAddress source,
            int status,
            String reason,
            String... headerLines) {
        var response = new StatelessResponse(request);
        response.line("SIP/2.0 " + status + " " + reason);
        response.vias(source);
        response.copy("From: ", Known.FROM, "");
        if (request.line(Known.TO) >= 0) { // A tag is looked for in it.
            response.copy("To: ", Known.TO, status == TRYING ? "" : response.tag());
        }
        response.copy("Call-ID: ", Known.CALL_ID, "");
        response.copy("CSeq: ", Known.CSEQ, "");
        for (var header : headerLines) {
            response.line(header);
        }
        response.line("Content-Length: 0");
        response.line("");
        return Arrays.copyOf(response.out, response.length);
    }

    /**
     * Where a response to a datagram goes (RFC 3261, section 18.2.2; RFC 3581, section 4): to the
     * source's address, at its port when the request has rport, else at the sent-by's.
     */
    public static InetSocketAddress destination(SipIndex request, InetSocketAddress source) {
        var parameters = request.viaParameters();
        boolean rport =
                Lexical.parameter(request.octets(), parameters, request.topViaEnd(), "rport")
                        != Lexical.NONE;
        int port = rport ? 0 : request.sentByPort();
        if (port <= 0 || port == source.getPort()) {
            return source;
        }
        return new InetSocketAddress(source.getAddress(), port);
    }

    private void vias(InetSocketAddress source) {
        int top = request.line(Known.VIA);
        text("Via: ");
        topVia(source);
        octets(request.topViaEnd(), request.valueEnd(top));
        line("");
        for (int i = top + 1; i < request.headerCount(); i++) {
            if (request.isNamed(i, "via")) {
                text("Via: ");
                octets(request.valueStart(i), request.valueEnd(i));
                line("");
            }
        }
    }

    /** The top Via with received and rport as we see them, whatever the request said of them. */
    private void topVia(InetSocketAddress source) {
        var octets = request.octets();
        int from = request.valueStart(request.line(Known.VIA));
        int to = request.topViaEnd();
        int start = request.viaParameters();
        octets(from, Lexical.trimEnd(octets, from, start));
        boolean rport = false;
        while (start < to) {
            int next = Lexical.find(octets, start + 1, to, ';');
            if (isParameter(start, next, "rport")) {
                rport = true;
            } else if (!isParameter(start, next, "received")) {
                octets(start, Lexical.trimEnd(octets, start, next));
            }
            start = next;
        }
        var address = hostAddress(source);
        if (rport) {
            text(";received=" + address + ";rport=" + source.getPort());
        } else if (!request.isSentBy(address)) {
            text(";received=" + address);
        }
    }

    private boolean isParameter(int start, int next, String name) {
        return Lexical.parameter(request.octets(), start, next, name) != Lexical.NONE;
    }

    private static String hostAddress(InetSocketAddress source) {
        var address = source.getAddress();
        if (address == null) {
            return source.getHostString();
        }
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private String tag() {
        return request.toTag().isEmpty()
                ? ";tag=" + RefusalTag.of(request.fingerprint(TAG_SEED))
                : "";
    }

    private void copy(String name, int header, String suffix) {
        int line = request.line(header);
        if (line < 0) {
            return; // Only of a malformed request, whose answer goes without it too.
        }
        text(name);
        octets(request.valueStart(line), request.valueEnd(line));
        line(suffix);
    }

    private void line(String text) {
        text(text);
        text("\r\n");
    }

    /** All that is not copied from the request is ASCII. */
    private void text(String text) {
        int octets = text.length();
        room(octets);
        for (int i = 0; i < octets; i++) {
            out[length + i] = (byte) text.charAt(i);
        }
        length += octets;
    }

    private void octets(int from, int to) {
        room(to - from);
        System.arraycopy(request.octets(), from, out, length, to - from);
        length += to - from;
    }

    private void room(int octets) {
        if (length + octets > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + octets));
        }
    }
}
