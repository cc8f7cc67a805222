package org.strowger.harness.phone;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/**
 * A server that knows user 1001 with password demo-1001, asks everybody who they are, and lets
 * REGISTER pass and every INVITE come to nothing (404).
 */
public final class ChallengingServer implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]+)\"?");

    private final Wire wire = new Wire("127.0.0.1", this::take);
    private volatile int nonces;
    private volatile int requests;
    private volatile int acks;
    private volatile String algorithm = "";

    public InetSocketAddress address() {
        return wire.local();
    }

    public int requests() {
        return requests;
    }

    int acks() {
        return acks;
    }

    String algorithm() {
        return algorithm;
    }

    @Override
    public void close() {
        wire.close();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // Only the reading thread writes.
    private void take(SipText request, InetSocketAddress source) {
        if (request.method().equals("ACK")) {
            acks++;
            return;
        }
        requests++;
        int status = 401;
        if (isRight(request)) {
            status = request.method().equals("REGISTER") ? 200 : 404;
        }
        var response = Dialog.response(request, status, "So", "server");
        if (status == 401) {
            nonces++;
            response = response.with("WWW-Authenticate", challenge("MD5"));
            response = response.with("WWW-Authenticate", challenge("SHA-256"));
        }
        wire.send(response.octets(), source);
    }

    private String challenge(String name) {
        return "Digest realm=\"strowger\", qop=\"auth\", algorithm=%s, nonce=\"n%d\""
                .formatted(name, nonces);
    }

    private boolean isRight(SipText request) {
        var given = request.first("Authorization");
        if (given.isEmpty()) {
            return false;
        }
        algorithm = value(given, "algorithm");
        var challenge = Digest.Challenge.parse(challenge(algorithm));
        var expected =
                Digest.authorization(
                        challenge,
                        "1001",
                        "demo-1001",
                        request.method(),
                        request.startLine().split(" ", 3)[1],
                        1,
                        value(given, "cnonce"));
        return value(expected, "response").equals(value(given, "response"));
    }

    private static String value(String text, String name) {
        var matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }
}
