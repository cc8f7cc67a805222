package org.strowger.sip.registrar;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an Authorization header (RFC 7235, section 2.1), read in one pass.
 *
 * <p>Our own, because RI's parser keeps the quotes, loses escapes and takes long over many
 * parameters.
 */
final class AuthParams {

    private static final String SCHEME = "Digest ";
    private static final int MAX_PARAMS = 32;

    private final String text;
    private int at = SCHEME.length();

    private AuthParams(String text) {
        this.text = text;
    }

    /**
     * Reads the header's value.
     *
     * @return names in lower case with values unquoted; null when it is no well-formed Digest
     */
    static @Nullable Map<String, String> read(String value) {
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return new AuthParams(value).all();
    }

    private @Nullable Map<String, String> all() {
        var params = new HashMap<String, String>();
        while (true) {
            skipBlanks();
            int start = at;
            while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ',') {
                at++;
            }
            var name = text.substring(start, at).strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
                return null;
            }
            at++;
            skipBlanks();
            var value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            if (value == null
                    || params.putIfAbsent(name, value) != null
                    || params.size() > MAX_PARAMS) {
                return null;
            }
            skipBlanks();
            if (at == text.length()) {
                return params;
            }
            if (text.charAt(at++) != ',') {
                return null;
            }
        }
    }

    private @Nullable String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && ++at < text.length()) {
                c = text.charAt(at);
            }
            value.append(c);
        }
        return null; // No closing quote.
    }

    private String token() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
