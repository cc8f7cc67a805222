package org.strowger.harness.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP digest as SIP uses it (RFC 7616; RFC 8760 for SHA-256 in SIP), with qop=auth or without. */
public final class Digest {

    /** The hash; the names are those of the algorithm parameter. */
    public enum Algorithm {
        MD5("MD5"),
        SHA_256("SHA-256");

        private final String wire;

        Algorithm(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /**
     * What the server asked.
     *
     * @param qop "auth" when offered, else empty
     * @param opaque may be empty
     */
    public record Challenge(
            String realm, String nonce, Algorithm algorithm, String qop, String opaque) {

        /**
         * Reads a WWW-Authenticate or Proxy-Authenticate value.
         *
         * @throws IllegalArgumentException if the scheme or the algorithm is another
         */
        public static Challenge parse(String value) {
            if (!value.regionMatches(true, 0, "Digest ", 0, 7)) {
                throw new IllegalArgumentException("not Digest: " + value);
            }
            var algorithm = parameter(value, "algorithm");
            return new Challenge(
                    parameter(value, "realm"),
                    parameter(value, "nonce"),
                    algorithm(algorithm.isEmpty() ? "MD5" : algorithm),
                    parameter(value, "qop").contains("auth") ? "auth" : "",
                    parameter(value, "opaque"));
        }

        /**
         * Of the challenges of a 401 or 407 the one with this algorithm, else the first.
         *
         * @throws IllegalArgumentException if there is none that can be answered
         */
        public static Challenge of(SipText refusal, Algorithm preferred) {
            var name = refusal.status() == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
            var challenges = refusal.all(name).stream().map(Challenge::parse).toList();
            return challenges.stream()
                    .filter(challenge -> challenge.algorithm() == preferred)
                    .findFirst()
                    .or(() -> challenges.stream().findFirst())
                    .orElseThrow(() -> new IllegalArgumentException("no challenge"));
        }

        private static Algorithm algorithm(String name) {
            for (var algorithm : Algorithm.values()) {
                if (algorithm.wire.equalsIgnoreCase(name)) {
                    return algorithm;
                }
            }
            throw new IllegalArgumentException("unknown digest algorithm " + name);
        }
    }

    private Digest() {}

    /**
     * The value of Authorization.
     *
     * @param count how many requests used this nonce, this one included
     * @param cnonce the client's own, used with qop only
     */
    public static String authorization(
            Challenge challenge,
            String user,
            String password,
            String method,
            String uri,
            int count,
            String cnonce) {
        var nc = String.format(Locale.ROOT, "%08x", count);
        var ha1 = hash(challenge.algorithm(), user + ":" + challenge.realm() + ":" + password);
        var ha2 = hash(challenge.algorithm(), method + ":" + uri);
        var middle =
                challenge.qop().isEmpty()
                        ? challenge.nonce()
                        : String.join(":", challenge.nonce(), nc, cnonce, challenge.qop());
        var response = hash(challenge.algorithm(), ha1 + ":" + middle + ":" + ha2);
        var value =
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s"
                        .formatted(
                                user,
                                challenge.realm(),
                                challenge.nonce(),
                                uri,
                                response,
                                challenge.algorithm().wire());
        if (!challenge.qop().isEmpty()) {
            value += ", qop=auth, nc=%s, cnonce=\"%s\"".formatted(nc, cnonce);
        }
        return challenge.opaque().isEmpty()
                ? value
                : value + ", opaque=\"" + challenge.opaque() + "\"";
    }

    private static String parameter(String value, String name) {
        Matcher matcher =
                Pattern.compile(
                                "[ ,]" + name + "=(\"([^\"]*)\"|[^\\s,]+)",
                                Pattern.CASE_INSENSITIVE)
                        .matcher(value);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(2) != null ? matcher.group(2) : matcher.group(1);
    }

    private static String hash(Algorithm algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm.wire());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
