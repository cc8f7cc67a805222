package org.strowger.sip.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.nist.javax.sip.address.SipUri;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done with URIs that RI has read, and with users that it has not (RFC 3261, 19.1). */
public final class Uris {

    private static final String UNRESERVED = "-_.!~*'()&=+$,;?/"; // mark and user-unreserved

    private Uris() {}

    /** The user part without escapes; empty when there is none. */
    public static String user(SipUri uri) {
        return unescape(Objects.requireNonNullElse(uri.getUser(), ""));
    }

    /**
     * The user part as a number to be dialled: without escapes, and without parameters, which begin
     * with a semicolon (RFC 3261, sections 19.1.1 and 19.1.6). They may name another number or
     * network to route by (RFC 4694), of which no number plan and no class of service knows. An
     * escaped semicolon ends it too: {@link #escapeUser} would tell a carrier a plain one.
     */
    public static String number(SipUri uri) {
        var user = user(uri);
        int parameters = user.indexOf(';');
        return parameters < 0 ? user : user.substring(0, parameters);
    }

    /** What is the same for URIs that are the same, near enough (section 19.1.4). */
    public static String identity(SipUri uri) {
        return (uri.isSecure() ? "sips:" : "sip:")
                + user(uri)
                + '@'
                + uri.getHost().toLowerCase(Locale.ROOT)
                + ':'
                + uri.getPort()
                + ';'
                + Objects.requireNonNullElse(uri.getTransportParam(), "").toLowerCase(Locale.ROOT);
    }

    /** Where a URI with a literal address leads; null for a host name. */
    public static @Nullable InetSocketAddress literal(SipUri uri, int defaultPort) {
        var host = uri.getHost();
        int port = uri.getPort() > 0 ? uri.getPort() : defaultPort;
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(host), port);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** A text as the user part of a URI. */
    public static String escapeUser(String user) {
        var escaped = new StringBuilder(user.length());
        for (byte octet : user.getBytes(UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format("%02X", octet));
            }
        }
        return escaped.toString();
    }

    /** A part of a URI without its escapes. */
    public static String unescape(String user) {
        if (user.indexOf('%') < 0) {
            return user;
        }
        var octets = new ByteArrayOutputStream(user.length());
        var raw = user.getBytes(UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (raw[i] == '%' && high >= 0 && low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else {
                octets.write(raw[i]);
            }
        }
        return octets.toString(UTF_8);
    }
}
