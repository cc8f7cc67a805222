package org.strowger.sip.core;

import java.util.Map;
import java.util.regex.Pattern;
import org.strowger.sip.registrar.DigestAlgorithm;

/** Credentials as a phone makes them. */
final class Registers {

    private static final Pattern MD5_NONCE =
            Pattern.compile("WWW-Authenticate: .*nonce=\"([^\"]*)\", algorithm=MD5");

    private Registers() {}

    /** A REGISTER with the answer to a challenge that it asks for first. */
    static String register(
            String aor,
            String user,
            String password,
            Bench bench,
            String contact,
            int cseq,
            String lines) {
        bench.receive(message(aor, contact, cseq, lines));
        var authorization = authorization(user, password, "REGISTER", bench.sent.removeLast());
        return message(aor, contact, cseq + 1, lines + authorization);
    }

    /** Users from 1001 on register, each at 127.0.0.9:5060. */
    static void all(int users, Bench bench) {
        for (int i = 1001; i <= 1000 + users; i++) {
            var user = Integer.toString(i);
            var contact = "<sip:" + user + "@127.0.0.9:5060>";
            bench.receive(
                    register(user, user, "demo-" + user, bench, contact, 2 * i, "")
                            .replace("Call-ID: register", "Call-ID: register" + i));
        }
        bench.sent();
    }

    static String message(String aor, String contact, int cseq, String lines) {
        return Bench.request(
                "REGISTER",
                Map.of(
                        "uri",
                        "sip:127.0.0.1",
                        "From",
                        "<sip:" + aor + "@127.0.0.1>;tag=r",
                        "To",
                        "<sip:" + aor + "@127.0.0.1>",
                        "Call-ID",
                        "register",
                        "CSeq",
                        cseq + " REGISTER",
                        "branch",
                        "z9hG4bK-r" + cseq,
                        "Contact",
                        contact,
                        "lines",
                        lines),
                "");
    }

    /** The line that answers the challenge in a 401. */
    static String authorization(String user, String password, String method, String challenge) {
        var matcher = MD5_NONCE.matcher(challenge);
        if (!matcher.find()) {
            throw new AssertionError("no MD5 challenge in " + challenge);
        }
        var nonce = matcher.group(1);
        var ha1 = DigestAlgorithm.MD5.hash(user + ":strowger:" + password);
        var ha2 = DigestAlgorithm.MD5.hash(method + ":sip:x");
        var response =
                DigestAlgorithm.MD5.hash(
                        String.join(":", ha1, nonce, "00000001", "c", "auth", ha2));
        return ("Authorization: Digest username=\"%s\", realm=\"strowger\", nonce=\"%s\", uri=\"sip:x\","
                        + " algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\", response=\"%s\"\r\n")
                .formatted(user, nonce, response);
    }
}
