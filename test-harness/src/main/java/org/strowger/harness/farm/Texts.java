package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.strowger.harness.phone.Sdp;
import org.strowger.harness.phone.SipText;

/** Writes messages. Header lines given as text end with CRLF. */
final class Texts {

    /** How every branch begins (RFC 3261, section 8.1.1.7). */
    static final String COOKIE = "z9hG4bK";

    /**
     * The side of a dialog that all its requests share.
     *
     * @param target Request-URI
     * @param from value of From, with tag
     * @param to value of To, with tag if there is one
     */
    record Dialog(String target, String from, String to, String callId) {

        /** One of its requests. */
        byte[] request(String method, int sequence, String via, String lines, String body) {
            var text = new StringBuilder(512);
            text.append(method).append(' ').append(target).append(" SIP/2.0\r\n");
            text.append("Via: ").append(via).append("\r\nMax-Forwards: 70\r\n");
            addressed(text, from, to, callId);
            text.append(sequence).append(' ').append(method).append("\r\n");
            return ended(text, lines, body);
        }
    }

    private Texts() {}

    static String branch(Ground ground) {
        return COOKIE + ground.token();
    }

    static String via(InetSocketAddress local, String branch) {
        return "SIP/2.0/UDP "
                + local.getHostString()
                + ":"
                + local.getPort()
                + ";branch="
                + branch
                + ";rport";
    }

    static String uri(String user, InetSocketAddress address) {
        return "sip:" + user + "@" + address.getHostString() + ":" + address.getPort();
    }

    static String contact(String user, InetSocketAddress local) {
        return "Contact: <" + uri(user, local) + ">\r\n";
    }

    /** A response with what RFC 3261, section 8.2.6.2 copies; the tag is added if To has none. */
    static byte[] response(SipText request, String status, String tag, String lines, String body) {
        var text = new StringBuilder(512).append("SIP/2.0 ").append(status).append("\r\n");
        for (var field : request.fields()) {
            if (field.name().equalsIgnoreCase("Via")) {
                text.append("Via: ").append(field.value()).append("\r\n");
            }
        }
        var to = request.first("To");
        boolean tagged = tag.isEmpty() || !SipText.parameter(to, "tag").isEmpty();
        addressed(
                text,
                request.first("From"),
                tagged ? to : to + ";tag=" + tag,
                request.first("Call-ID"));
        text.append(request.first("CSeq")).append("\r\n");
        return ended(text, lines, body);
    }

    static String branchOf(SipText message) {
        return SipText.parameter(message.first("Via"), "branch");
    }

    /** User part of the Request-URI. */
    static String calledUser(SipText request) {
        var line = request.startLine();
        int from = line.indexOf(' ') + 1;
        int to = line.indexOf(' ', from);
        return SipText.user(line.substring(from, Math.max(from, to)));
    }

    private static void addressed(StringBuilder text, String from, String to, String callId) {
        text.append("From: ").append(from).append("\r\nTo: ").append(to);
        text.append("\r\nCall-ID: ").append(callId).append("\r\nCSeq: ");
    }

    private static byte[] ended(StringBuilder text, String lines, String body) {
        text.append(lines);
        if (!body.isEmpty()) {
            text.append("Content-Type: ").append(Sdp.TYPE).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        text.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
