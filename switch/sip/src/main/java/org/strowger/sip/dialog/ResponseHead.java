package org.strowger.sip.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.message.StatelessResponse;

/**
 * What a request dictates of every response to it (RFC 3261, section 8.2.6.2): its Vias, From,
 * Call-ID and CSeq as they came, the top Via with received and rport (RFC 3581).
 */
public final class ResponseHead {

    /** For a message without a session description. */
    public static final byte[] NO_BODY = {};

    private final String lines;
    private final String to;
    private final boolean hasTag;

    private ResponseHead(String lines, String to, boolean hasTag) {
        this.lines = lines;
        this.to = to;
        this.hasTag = hasTag;
    }

    public static ResponseHead of(InboundMessage request) {
        var index = request.index();
        var lines = new StringBuilder(400);
        vias(lines, index, request.flow());
        line(lines, "From: ", index.header("From"));
        line(lines, "Call-ID: ", index.callId());
        lines.append("CSeq: ").append(index.cseq()).append(' ').append(index.cseqMethod());
        boolean hasTag = !index.toTag().isEmpty();
        return new ResponseHead(lines.append("\r\n").toString(), index.header("To"), hasTag);
    }

    /**
     * Writes a response.
     *
     * @param toTag our tag, added where To has none yet; empty for none
     * @param moreLines header lines with their CRLF; may be empty
     * @param sdp a session description, or {@link #NO_BODY}
     */
    public byte[] response(int status, String toTag, String moreLines, byte[] sdp) {
        var text = new StringBuilder(lines.length() + moreLines.length() + 200);
        text.append("SIP/2.0 ").append(status).append(' ').append(Reasons.phrase(status));
        text.append("\r\n").append(lines).append("To: ").append(to);
        if (!hasTag && !toTag.isEmpty()) {
            text.append(";tag=").append(toTag);
        }
        text.append("\r\n").append(moreLines);
        return withBody(text, sdp);
    }

    /** To as the request has it. */
    String to() {
        return to;
    }

    /** Ends the header and adds the body. */
    static byte[] withBody(StringBuilder text, byte[] sdp) {
        return withBody(text, "application/sdp", sdp);
    }

    /** Ends the header and adds a body of that type. */
    static byte[] withBody(StringBuilder text, String type, byte[] body) {
        if (body.length > 0) {
            text.append("Content-Type: ").append(type).append("\r\n");
        }
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var head = text.toString().getBytes(UTF_8);
        if (body.length == 0) {
            return head;
        }
        var message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    /**
     * Where responses go: over a stream back on the connection, over UDP as RFC 3261, section
     * 18.2.2, and RFC 3581, section 4, say. A maddr is not followed: it would let a stranger aim
     * our responses.
     */
    public static Flow replyTo(InboundMessage request) {
        var flow = request.flow();
        if (flow.transport().isStream()) {
            return flow;
        }
        var destination = StatelessResponse.destination(request.index(), flow.remote());
        return destination.equals(flow.remote())
                ? flow
                : new Flow(flow.transport(), flow.local(), destination, 0);
    }

    private static void vias(StringBuilder lines, SipIndex index, Flow flow) {
        var top = index.topVia();
        boolean first = true;
        for (var value : index.headers("Via")) {
            if (first) {
                lines.append("Via: ");
                topVia(lines, top, index.sentBy(), flow.remote());
                lines.append(value, Math.min(top.length(), value.length()), value.length());
                lines.append("\r\n");
                first = false;
            } else {
                line(lines, "Via: ", value);
            }
        }
    }

    private static void topVia(
            StringBuilder lines, String top, String sentBy, InetSocketAddress source) {
        int semicolon = top.indexOf(';');
        int end = semicolon < 0 ? top.length() : semicolon;
        lines.append(top.substring(0, end).strip());
        boolean rport = false;
        while (end < top.length()) {
            int start = end + 1;
            semicolon = top.indexOf(';', start);
            end = semicolon < 0 ? top.length() : semicolon;
            var parameter = top.substring(start, end).strip();
            if (isNamed(parameter, "rport")) {
                rport = true;
            } else if (!isNamed(parameter, "received")) {
                lines.append(';').append(parameter);
            }
        }
        var address = HostPort.host(source);
        if (rport || !isHostOf(sentBy, address)) {
            lines.append(";received=").append(HostPort.bare(address));
        }
        if (rport) {
            lines.append(";rport=").append(source.getPort());
        }
    }

    private static boolean isHostOf(String sentBy, String address) {
        int length = address.length();
        return sentBy.startsWith(address)
                && (sentBy.length() == length || sentBy.charAt(length) == ':');
    }

    private static boolean isNamed(String parameter, String name) {
        int equals = parameter.indexOf('=');
        int end = equals < 0 ? parameter.length() : equals;
        return parameter.regionMatches(true, 0, name, 0, name.length())
                && parameter.substring(name.length(), end).isBlank();
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(name).append(value).append("\r\n");
    }
}
