package org.strowger.sip.dialog;

import java.util.List;

/**
 * The lines of one request of ours, before it is octets.
 *
 * @param via sent-protocol and sent-by, for example {@code SIP/2.0/UDP 127.0.0.1:5060}
 * @param routes URIs for Route headers, each in its angle brackets
 * @param from value of From, tag included
 * @param to value of To, tag included if there is one
 */
public record RequestText(
        String method,
        String uri,
        String via,
        String branch,
        List<String> routes,
        String from,
        String to,
        String callId,
        long cseq,
        int maxForwards) {

    private static final int USUAL_HOPS = 70; // Section 8.1.1.6

    /** One that may take as many hops as usual. */
    public RequestText(
            String method,
            String uri,
            String via,
            String branch,
            List<String> routes,
            String from,
            String to,
            String callId,
            long cseq) {
        this(method, uri, via, branch, routes, from, to, callId, cseq, USUAL_HOPS);
    }

    /** The same that may take so many hops. */
    public RequestText hops(int most) {
        return new RequestText(method, uri, via, branch, routes, from, to, callId, cseq, most);
    }

    /** The same request but for its method: CANCEL and ACK take over the rest (9.1, 17.1.1.3). */
    public RequestText as(String otherMethod) {
        return new RequestText(otherMethod, uri, via, branch, routes, from, to, callId, cseq);
    }

    /** The same request once more, after a refusal that says how (section 8.1.3.5). */
    public RequestText next(String otherBranch) {
        return new RequestText(
                method, uri, via, otherBranch, routes, from, to, callId, cseq + 1, maxForwards);
    }

    /** The same request by another way (RFC 3263, section 4.3). */
    public RequestText again(String otherVia, String otherBranch) {
        return new RequestText(
                method, uri, otherVia, otherBranch, routes, from, to, callId, cseq, maxForwards);
    }

    /**
     * The same request to where a response of 300 to 399 sends it (section 8.1.3.4).
     *
     * @param otherRoutes on the way there
     */
    public RequestText to(
            String otherUri, List<String> otherRoutes, String otherVia, String otherBranch) {
        return new RequestText(
                method,
                otherUri,
                otherVia,
                otherBranch,
                otherRoutes,
                from,
                to,
                callId,
                cseq + 1,
                maxForwards);
    }

    /** The ACK for a response of 300 to 699 with that To (section 17.1.1.3). */
    public byte[] ackForRefusal(String otherTo) {
        return new RequestText("ACK", uri, via, branch, routes, from, otherTo, callId, cseq)
                .octets("", ResponseHead.NO_BODY);
    }

    /**
     * Writes it out.
     *
     * @param moreLines header lines with their CRLF; may be empty
     * @param sdp a session description, or {@link ResponseHead#NO_BODY}
     */
    public byte[] octets(String moreLines, byte[] sdp) {
        return ResponseHead.withBody(head(moreLines), sdp);
    }

    /** The same with a body of another type, which is not empty. */
    public byte[] octets(String moreLines, String type, byte[] body) {
        return ResponseHead.withBody(head(moreLines), type, body);
    }

    private StringBuilder head(String moreLines) {
        var text = new StringBuilder(600);
        text.append(method).append(' ').append(uri).append(" SIP/2.0\r\nVia: ").append(via);
        text.append(";rport;branch=").append(branch).append("\r\n");
        for (var route : routes) {
            text.append("Route: ").append(route).append("\r\n");
        }
        text.append("Max-Forwards: ").append(maxForwards);
        text.append("\r\nFrom: ").append(from);
        text.append("\r\nTo: ").append(to);
        text.append("\r\nCall-ID: ").append(callId);
        text.append("\r\nCSeq: ").append(cseq).append(' ').append(method).append("\r\n");
        return text.append(moreLines);
    }
}
