package org.strowger.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/**
 * What a ladder shows of a message, and what its call is found by. Texts are as the peer sent them.
 *
 * @param title the start line without the version: {@code INVITE sip:4000@192.0.2.1}, {@code 200
 *     OK}; of what is no SIP its first octets
 * @param callId empty when the message is malformed
 * @param cseq {@code 1 INVITE}; empty when the message is malformed
 * @param method of CSeq
 * @param dialled user of the Request-URI; empty for a response
 * @param from user of From
 * @param to user of To
 * @param sdp port and direction of each media line: {@code audio 20000 sendrecv}; empty without one
 */
public record Sketch(
        String title,
        String callId,
        String cseq,
        String method,
        String dialled,
        String from,
        String to,
        String sdp) {

    private static final String VERSION = " SIP/2.0";
    private static final int TITLE = 120;

    /** Reads it. */
    public static Sketch of(byte[] octets) {
        try {
            return of(SipIndex.of(octets), octets);
        } catch (MalformedSipMessageException malformed) {
            return new Sketch(startLine(octets), "", "", "", "", "", "", "");
        }
    }

    private static Sketch of(SipIndex index, byte[] octets) {
        boolean description = index.header("Content-Type").toLowerCase(Locale.ROOT).contains("sdp");
        return new Sketch(
                startLine(octets),
                index.callId(),
                index.cseq() + " " + index.cseqMethod(),
                index.cseqMethod(),
                index.isRequest() ? user(index.requestUri()) : "",
                user(index.header("From")),
                user(index.header("To")),
                description ? SdpSketch.of(body(index, octets)) : "");
    }

    public boolean isMalformed() {
        return callId.isEmpty();
    }

    /** Whether somebody of this number calls, is called, or is whom the message is about. */
    public boolean names(@Nullable String number) {
        return dialled.equals(number) || from.equals(number) || to.equals(number);
    }

    private static String body(SipIndex index, byte[] octets) {
        return new String(octets, index.bodyOffset(), index.bodyLength(), UTF_8);
    }

    private static String startLine(byte[] octets) {
        int start = 0;
        while (start < octets.length && (octets[start] == '\r' || octets[start] == '\n')) {
            start++;
        }
        int end = start;
        while (end < octets.length && end - start < TITLE && octets[end] != '\r') {
            end++;
        }
        var line = new String(octets, start, end - start, UTF_8);
        if (line.endsWith(VERSION)) {
            return line.substring(0, line.length() - VERSION.length());
        }
        return line.startsWith(VERSION.strip() + ' ') ? line.substring(VERSION.length()) : line;
    }

    /** The user of a URI, or of the URI in a From or To; empty when there is none. */
    static String user(String value) {
        var uri = value;
        int open = unquoted(value, '<');
        if (open < value.length()) {
            int close = value.indexOf('>', open);
            uri = value.substring(open + 1, close < 0 ? value.length() : close);
        }
        int scheme = uri.indexOf(':');
        if (scheme < 0) {
            return "";
        }
        int at = uri.indexOf('@', scheme);
        boolean telephone = uri.regionMatches(true, 0, "tel:", 0, 4);
        if (at < 0 && !telephone) {
            return "";
        }
        var user = uri.substring(scheme + 1, at < 0 ? uri.length() : at);
        return Uris.unescape(user.split("[;:]", 2)[0]);
    }

    private static int unquoted(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return text.length();
    }
}
