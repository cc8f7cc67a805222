package org.strowger.sip.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Set;

/**
 * Stars out what nobody may read in a message: digest answers (RFC 7616), credentials of any other
 * scheme, passwords in URIs (RFC 3261, section 19.1.1), keys of SDES and MIKEY and ICE passwords in
 * session descriptions (RFC 4568, RFC 4567, RFC 8839, and k= of RFC 4566), and the digits that a
 * caller keys in (bodies of INFO; RFC 4730), and the token by which a trunk's calls come back to
 * us. There are as many octets afterwards as before, so that each length in the message stays
 * right. A malformed message is masked as far as its lines can be told apart.
 */
public final class Secrets {

    private static final byte STAR = '*';
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "authorization",
                    "proxy-authorization",
                    "authentication-info",
                    "proxy-authentication-info");
    private static final String[] ANSWERS = {"response", "rspauth", "auts"};
    private static final String[] SCHEMES = {"sip:", "sips:"};
    private static final String DIGEST = "digest";
    private static final String TOKEN = ";line=";

    /** What is longer is no user with a password. */
    private static final int USER_INFO = 512;

    private final byte[] octets;
    private final String lower;
    private boolean isInfo;
    private String contentType = "";

    private Secrets(byte[] octets) {
        this.octets = octets.clone();
        this.lower = new String(octets, ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** A copy without secrets. */
    public static byte[] masked(byte[] octets) {
        var secrets = new Secrets(octets);
        secrets.mask();
        return secrets.octets;
    }

    private void mask() {
        int start = 0;
        while (start < octets.length && isLineEnd(start)) {
            start++; // Empty lines before a start line are none of it.
        }
        int body = headers(start);
        while (body < octets.length) {
            int end = lineEnd(body);
            bodyLine(body, end);
            body = afterLine(end);
        }
    }

    /** Where the body begins. */
    private int headers(int start) {
        isInfo = lower.startsWith("info ", start);
        int at = start;
        while (at < octets.length) {
            int end = foldedLineEnd(at);
            if (end == at) {
                return afterLine(end);
            }
            header(at, end);
            at = afterLine(end);
        }
        return at;
    }

    private void header(int from, int to) {
        uriPasswords(from, to);
        trunkTokens(from, to);
        int colon = lower.indexOf(':', from, to);
        if (colon < 0) {
            return;
        }
        var name = lower.substring(from, colon).strip();
        if (CREDENTIALS.contains(name)) {
            credentials(skipSpace(colon + 1, to), to, name.endsWith("authorization"));
        } else if (name.equals("content-type") || name.equals("c")) {
            contentType = lower.substring(colon + 1, to);
        }
    }

    /** What follows another scheme than digest is a secret as a whole. */
    private void credentials(int from, int to, boolean schemeFirst) {
        int schemeEnd = from;
        while (schemeEnd < to && !isSpace(schemeEnd)) {
            schemeEnd++;
        }
        if (schemeFirst && !lower.substring(from, schemeEnd).equals(DIGEST)) {
            star(schemeEnd, to);
            return;
        }
        for (var parameter : ANSWERS) {
            values(parameter, from, to);
        }
    }

    /** Every value of a parameter, quoted or not. */
    private void values(String parameter, int from, int to) {
        int at = lower.indexOf(parameter, from, to);
        while (at >= 0) {
            int next = skipSpace(at + parameter.length(), to);
            boolean whole = at == from || !isWord(lower.charAt(at - 1));
            if (whole && next < to && octets[next] == '=') {
                next = value(skipSpace(next + 1, to), to);
            }
            at = lower.indexOf(parameter, next, to);
        }
    }

    /** Where it ends. */
    private int value(int from, int to) {
        boolean quoted = from < to && octets[from] == '"';
        int at = quoted ? from + 1 : from;
        int end = at;
        while (end < to && (quoted ? octets[end] != '"' : !isSpace(end) && octets[end] != ',')) {
            end++;
        }
        star(at, end);
        return end;
    }

    /** {@code sip:user:password@host}. */
    private void uriPasswords(int from, int to) {
        for (var scheme : SCHEMES) {
            int at = lower.indexOf(scheme, from, to);
            while (at >= 0) {
                int user = at + scheme.length();
                userPassword(user, Math.min(to, user + USER_INFO));
                at = lower.indexOf(scheme, user, to);
            }
        }
    }

    private void userPassword(int from, int to) {
        int colon = 0;
        int at = from;
        while (at < to && octets[at] != '@' && !endsUri(at)) {
            colon = colon == 0 && octets[at] == ':' ? at : colon;
            at++;
        }
        if (colon > 0 && at < to && octets[at] == '@') {
            star(colon + 1, at);
        }
    }

    /** {@code ;line=TOKEN}, in our Contact and in the Request-URI that it becomes. */
    private void trunkTokens(int from, int to) {
        int at = lower.indexOf(TOKEN, from, to);
        while (at >= 0) {
            int end = at + TOKEN.length();
            while (end < to && !endsUri(end) && octets[end] != ';' && octets[end] != '?') {
                end++;
            }
            star(at + TOKEN.length(), end);
            at = lower.indexOf(TOKEN, end, to);
        }
    }

    private boolean endsUri(int at) {
        return isSpace(at) || octets[at] == '<' || octets[at] == '>' || octets[at] == '"';
    }

    private void bodyLine(int from, int to) {
        if (lower.startsWith("a=crypto:", from)) {
            inlineKeys(from, to);
        } else if (lower.startsWith("k=", from)) {
            int colon = lower.indexOf(':', from, to);
            star(colon < 0 ? from + 2 : colon + 1, to);
        } else if (lower.startsWith("a=key-mgmt:", from)) {
            int space = lower.indexOf(' ', from, to);
            star(space < 0 ? from + 11 : space + 1, to);
        } else if (lower.startsWith("a=ice-pwd:", from)) {
            star(from + 10, to);
        } else if (isInfo && (contentType.contains("dtmf") || contentType.contains("multipart"))) {
            keyedIn(from, to);
        }
        values("digits", from, to); // kpml-response
    }

    /** {@code inline:KEY|lifetime|MKI:length;inline:...} (RFC 4568, section 9.2). */
    private void inlineKeys(int from, int to) {
        int at = lower.indexOf("inline:", from, to);
        while (at >= 0) {
            int end = at + 7;
            while (end < to && !isSpace(end) && octets[end] != '|' && octets[end] != ';') {
                end++;
            }
            star(at + 7, end);
            at = lower.indexOf("inline:", end, to);
        }
    }

    /**
     * {@code Signal=5} of dtmf-relay, or the bare key of application/dtmf. Of lines with a name all
     * are starred but those that are known to tell no key: readers are kind to blanks and more.
     */
    private void keyedIn(int from, int to) {
        int equals = lower.indexOf('=', from, to);
        if (equals >= 0) {
            var name = lower.substring(from, equals).strip();
            star(name.equals("duration") || name.contains(":") ? to : equals + 1, to);
        } else if (!lower.startsWith("--", from) && lower.indexOf(':', from, to) < 0) {
            star(from, to);
        }
    }

    private void star(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSpace(i)) {
                octets[i] = STAR;
            }
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private boolean isSpace(int at) {
        return octets[at] == ' ' || octets[at] == '\t' || isLineEnd(at);
    }

    private boolean isLineEnd(int at) {
        return octets[at] == '\r' || octets[at] == '\n';
    }

    private int skipSpace(int from, int to) {
        int i = from;
        while (i < to && isSpace(i)) {
            i++;
        }
        return i;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < octets.length && !isLineEnd(i)) {
            i++;
        }
        return i;
    }

    /** With the lines that continue it (RFC 3261, section 7.3.1). */
    private int foldedLineEnd(int from) {
        int end = lineEnd(from);
        int next = afterLine(end);
        while (end > from
                && next < octets.length
                && (octets[next] == ' ' || octets[next] == '\t')) {
            end = lineEnd(next);
            next = afterLine(end);
        }
        return end;
    }

    private int afterLine(int end) {
        boolean two = end + 1 < octets.length && octets[end] == '\r' && octets[end + 1] == '\n';
        return end + (two ? 2 : 1);
    }
}
