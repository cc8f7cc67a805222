package org.strowger.sip.registrar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Entropy;
import org.strowger.sip.message.SipIndex;

/**
 * Answers challenges to requests of ours (RFC 3261, section 22; RFC 7616; RFC 8760): the first that
 * a realm lists, but MD5 only where it lists nothing else; qop=auth, or none for who knows none.
 * Each realm is answered once a request, and once more when it says that only the nonce was stale.
 * A nonce is used again for the next request, with the next count.
 */
public final class DigestClient {

    private static final int MAX_REALMS = 4;
    private static final int MAX_CHALLENGES = 8;

    /** A challenge that we can answer. */
    private record Challenge(
            String header,
            String realm,
            String nonce,
            String opaque,
            DigestAlgorithm algorithm,
            boolean counted,
            boolean stale) {

        String key() {
            return header + ' ' + realm;
        }
    }

    /** How often a realm was answered for this request. */
    private enum Answered {
        NO,
        ONCE,
        STALE
    }

    /** A challenge in use. */
    private static final class Open {

        private Challenge challenge;
        private Answered answered = Answered.NO;
        private int count;

        Open(Challenge challenge) {
            this.challenge = challenge;
        }
    }

    private final Credentials credentials;
    private final Entropy entropy;
    private final Map<String, Open> realms = new LinkedHashMap<>();

    public DigestClient(Credentials credentials, Entropy entropy) {
        this.credentials = credentials;
        this.entropy = entropy;
    }

    /** Another request begins: what refused the last one may be answered again. */
    public void begin() {
        realms.values().forEach(open -> open.answered = Answered.NO);
    }

    /**
     * Takes the challenges of a response.
     *
     * @param status 401 or 407
     * @param response its WWW-Authenticate headers, or for 407 its Proxy-Authenticate headers
     * @return whether to send the request again, with {@link #lines}; false when our password was
     *     refused, or there is nothing that we could answer
     */
    public boolean challenged(int status, SipIndex response) {
        var header = status == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
        return challenged(status, response.headers(header));
    }

    boolean challenged(int status, List<String> values) {
        boolean again = false;
        for (var challenge : best(status, values)) {
            again |= take(challenge);
        }
        return again;
    }

    private boolean take(Challenge challenge) {
        var open = realms.get(challenge.key());
        if (open == null && realms.size() < MAX_REALMS) {
            open = new Open(challenge);
            realms.put(challenge.key(), open);
        }
        boolean refused =
                open == null
                        || open.answered == Answered.STALE
                        || (open.answered == Answered.ONCE && !challenge.stale());
        if (open == null || refused) {
            return false;
        }
        open.answered = open.answered == Answered.NO ? Answered.ONCE : Answered.STALE;
        open.challenge = challenge;
        open.count = 0;
        return true;
    }

    /**
     * One challenge of each realm, in the order in which the realms came: the one that stands first
     * (RFC 8760, section 2.4), as the server prefers it; but never MD5 beside something else.
     */
    private static List<Challenge> best(int status, List<String> values) {
        var header = status == 407 ? "Proxy-Authorization" : "Authorization";
        var best = new LinkedHashMap<String, Challenge>();
        for (var value : values.subList(0, Math.min(MAX_CHALLENGES, values.size()))) {
            var challenge = read(header, value);
            if (challenge != null) {
                best.merge(
                        challenge.realm(),
                        challenge,
                        (one, other) ->
                                one.algorithm().isWeak() && !other.algorithm().isWeak()
                                        ? other
                                        : one);
            }
        }
        return new ArrayList<>(best.values());
    }

    private static @Nullable Challenge read(String header, String value) {
        var params = AuthParams.read(value);
        if (params == null || params.values().stream().anyMatch(DigestClient::hasControls)) {
            return null;
        }
        var algorithm = DigestAlgorithm.of(params.getOrDefault("algorithm", "MD5"));
        var realm = params.get("realm");
        var nonce = params.get("nonce");
        var qop = params.get("qop");
        if (algorithm == null || realm == null || nonce == null || (qop != null && !hasAuth(qop))) {
            return null;
        }
        return new Challenge(
                header,
                realm,
                nonce,
                params.getOrDefault("opaque", ""),
                algorithm,
                qop != null,
                params.getOrDefault("stale", "").equalsIgnoreCase("true"));
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static boolean hasAuth(String qop) {
        for (var option : qop.split(",", -1)) {
            if (option.strip().equalsIgnoreCase("auth")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Header lines with our credentials for every realm that has asked, each with its CRLF.
     *
     * @param uri the Request-URI
     * @return empty before the first challenge
     */
    public String lines(String method, String uri) {
        var lines = new StringBuilder();
        realms.values().forEach(open -> line(lines, open, method, uri));
        return lines.toString();
    }

    private void line(StringBuilder lines, Open open, String method, String uri) {
        var challenge = open.challenge;
        var algorithm = challenge.algorithm();
        var params = new HashMap<String, String>();
        params.put("uri", uri);
        params.put("nonce", challenge.nonce());
        if (challenge.counted()) {
            open.count++;
            params.put("qop", "auth");
            params.put("nc", "%08x".formatted(open.count));
            params.put("cnonce", entropy.hex(8));
        }
        var user = credentials.user();
        var ha1 = algorithm.hash(user + ':' + challenge.realm() + ':' + credentials.password());
        lines.append(challenge.header()).append(": Digest username=").append(quoted(user));
        lines.append(", realm=").append(quoted(challenge.realm()));
        lines.append(", nonce=").append(quoted(challenge.nonce()));
        lines.append(", uri=").append(quoted(uri));
        lines.append(", response=\"").append(Digest.response(algorithm, ha1, method, params));
        lines.append("\", algorithm=").append(algorithm.token());
        if (challenge.counted()) {
            lines.append(", qop=auth, nc=").append(params.get("nc"));
            lines.append(", cnonce=\"").append(params.get("cnonce")).append('"');
        }
        if (!challenge.opaque().isEmpty()) {
            lines.append(", opaque=").append(quoted(challenge.opaque()));
        }
        lines.append("\r\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
