package org.strowger.sip.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Entropy;

/**
 * Digest authentication, the server's side (RFC 7616; RFC 8760 for SIP), with qop=auth or, for old
 * clients, without qop.
 *
 * <p>A user that does not exist costs the same work as one that does and gets an answer of the same
 * form. The digest's URI is not compared with the Request-URI: proxies rewrite the one, and SIPp
 * makes up the other.
 */
public final class Digest {

    private static final int MAX_HEADERS = 4;

    /**
     * Each phone uses one nonce for five minutes: with fewer, 100,000 phones were asked each time.
     */
    private static final int COUNTS = 1 << 17;

    /** What an Authorization header is worth. */
    public sealed interface Verdict {

        /** The password was right. */
        record Right(String user) implements Verdict {}

        /**
         * The nonce is not one that its sender got from us, is too old, or was used before. Says
         * nothing of the password.
         */
        record Stale() implements Verdict {}

        /**
         * Not a right password: a wrong one, an unknown user, or nothing that we can read; from who
         * got the nonce from us, so its source is not forged.
         */
        record Wrong() implements Verdict {}

        /** There is no Authorization for our realm. */
        record Missing() implements Verdict {}
    }

    private final String realm;
    private final Map<String, SipUser> users = new HashMap<>();
    private final SipUser nobody;
    private final Nonces nonces;

    /**
     * @param defaultOrder the algorithms offered to a user that does not exist
     */
    public Digest(
            String realm,
            List<SipUser> users,
            List<DigestAlgorithm> defaultOrder,
            Entropy entropy) {
        this(realm, users, defaultOrder, new Nonces(entropy, COUNTS), entropy.hex(16));
    }

    Digest(
            String realm,
            List<SipUser> users,
            List<DigestAlgorithm> defaultOrder,
            Nonces nonces,
            String nobodysPassword) {
        this.realm = realm;
        this.nonces = nonces;
        this.nobody = SipUser.withPassword("nobody", realm, defaultOrder, nobodysPassword);
        users.forEach(user -> this.users.put(user.name(), user));
    }

    /** Whether there is such a user. */
    public boolean knows(String user) {
        return users.containsKey(user);
    }

    /**
     * Checks the credentials of one request.
     *
     * @param authorization values of its Authorization headers
     * @param source the address it came from
     */
    public Verdict check(String method, List<String> authorization, String source, long nowMicros) {
        for (var value : authorization.subList(0, Math.min(MAX_HEADERS, authorization.size()))) {
            var params = AuthParams.read(value);
            if (params != null && realm.equals(params.get("realm"))) {
                return check(method, params, source, nowMicros);
            }
        }
        return new Verdict.Missing();
    }

    /**
     * Values of the WWW-Authenticate headers for a 401, one per algorithm in the user's order.
     *
     * @param user whom the request claims to come from
     * @param md5Only leave out what is not MD5, unless that leaves nothing
     * @param source the address that will answer
     */
    public List<String> challenges(
            String user, boolean md5Only, boolean stale, String source, long nowMicros) {
        var nonce = nonces.next(source, nowMicros);
        var algorithms = users.getOrDefault(user, nobody).algorithms();
        boolean one = md5Only && algorithms.contains(DigestAlgorithm.MD5);
        return (one ? List.of(DigestAlgorithm.MD5) : algorithms)
                .stream().map(algorithm -> challenge(nonce, algorithm, stale)).toList();
    }

    private String challenge(String nonce, DigestAlgorithm algorithm, boolean stale) {
        return "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
                .formatted(realm, nonce, algorithm.token(), stale ? ", stale=true" : "");
    }

    private Verdict check(
            String method, Map<String, String> params, String source, long nowMicros) {
        var nonce = params.getOrDefault("nonce", "");
        if (!nonces.isGood(nonce, source, nowMicros)) {
            return new Verdict.Stale();
        }
        var name = params.getOrDefault("username", "");
        var algorithm = DigestAlgorithm.of(params.getOrDefault("algorithm", "MD5"));
        var response = params.get("response");
        if (algorithm == null || response == null) {
            return new Verdict.Wrong();
        }
        var known = users.get(name);
        var ha1 = (known == null ? nobody : known).ha1().get(algorithm);
        var expected = response(algorithm, ha1 == null ? "" : ha1, method, params);
        if (expected == null
                || !MessageDigest.isEqual(expected.getBytes(UTF_8), response.getBytes(UTF_8))
                || known == null
                || ha1 == null) {
            return new Verdict.Wrong();
        }
        return nonces.use(nonce, count(params), nowMicros)
                ? new Verdict.Right(name)
                : new Verdict.Stale();
    }

    /** What the right password gives (RFC 7616, section 3.4.1); null for a qop we do not know. */
    static @Nullable String response(
            DigestAlgorithm algorithm, String ha1, String method, Map<String, String> params) {
        var ha2 = algorithm.hash(method + ':' + params.getOrDefault("uri", ""));
        var nonce = params.getOrDefault("nonce", "");
        var qop = params.get("qop");
        if (qop == null) {
            return algorithm.hash(ha1 + ':' + nonce + ':' + ha2); // RFC 2069
        }
        var nc = params.getOrDefault("nc", "");
        var cnonce = params.get("cnonce");
        if (!qop.equals("auth") || cnonce == null || !nc.matches("[0-9A-Fa-f]{8}")) {
            return null;
        }
        return algorithm.hash(String.join(":", ha1, nonce, nc, cnonce, qop, ha2));
    }

    private static long count(Map<String, String> params) {
        return params.containsKey("qop")
                ? Long.parseLong(params.getOrDefault("nc", "0"), 16)
                : 1; // Without a count a nonce serves once.
    }
}
