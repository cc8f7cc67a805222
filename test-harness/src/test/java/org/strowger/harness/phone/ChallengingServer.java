package org.strowger.harness.phone;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.strowger.harness.process.Ports;

/**
 * A server that knows user 1001 with password demo-1001, asks everybody who they are, and lets
 * REGISTER pass and every INVITE come to nothing (404).
 */
public final class ChallengingServer implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]+)\"?");

    private final Wire wire = new Wire(Ports.at(0), this::take);
    private final List<String> algorithms;
    private final AtomicInteger nonces = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger acks = new AtomicInteger();
    private volatile String algorithm = "";

    /** A server that offers these algorithms, in this order. */
    public ChallengingServer(String... algorithms) {
        this.algorithms = List.of(algorithms);
    }

    public InetSocketAddress address() {
        return wire.local();
    }

    public int requests() {
        return requests.get();
    }

    int acks() {
        return acks.get();
    }

    String algorithm() {
        return algorithm;
    }

    @Override
    public void close() {
        wire.close();
    }

    private void take(SipText request, InetSocketAddress source) {
        if (request.method().equals("ACK")) {
            acks.incrementAndGet();
            return;
        }
        requests.incrementAndGet();
        int status = 401;
        if (isRight(request)) {
            status = request.method().equals("REGISTER") ? 200 : 404;
        }
        var response = request.response(status + " So", "server");
        if (status == 401) {
            nonces.incrementAndGet();
            for (var name : algorithms) {
                response = response.with("WWW-Authenticate", challenge(name));
            }
        }
        wire.send(response.octets(), source);
    }

    private String challenge(String name) {
        return "Digest realm=\"strowger\", qop=\"auth\", algorithm=%s, nonce=\"n%d\""
                .formatted(name, nonces.get());
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
