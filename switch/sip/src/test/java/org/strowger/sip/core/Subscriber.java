package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A user at 127.0.0.9:5060 with password {@code demo-USER}, who asks about others, each time with
 * the next number.
 */
final class Subscriber {

    private final Bench bench;
    private final String user;
    private int number;

    Subscriber(Bench bench, String user) {
        this.bench = bench;
        this.user = user;
    }

    /**
     * One request.
     *
     * @param whom the user whom it is about
     * @param to value of To, with its tag when the dialog is there
     * @param lines header lines that end with CRLF
     */
    String request(String method, String whom, String to, String lines, String body) {
        number++;
        return Bench.request(
                method,
                Map.of(
                        "uri", "sip:" + whom + "@127.0.0.1",
                        "From", "<sip:" + user + "@127.0.0.1>;tag=lamp",
                        "To", to,
                        "Call-ID", method + '-' + whom,
                        "CSeq", number + " " + method,
                        "branch", "z9hG4bK-" + user + '-' + number,
                        "lines", lines),
                body);
    }

    /** Asks, and again with the password for the challenge that comes. */
    void asks(String method, String whom, String lines, String body) {
        var to = "<sip:" + whom + "@127.0.0.1>";
        bench.receive(request(method, whom, to, lines, body));
        var challenge = bench.sent.removeLast();
        var password = Registers.authorization(user, "demo-" + user, method, challenge);
        bench.receive(request(method, whom, to, lines + password, body));
    }

    /** What is sent for a SUBSCRIBE with the right password. */
    List<String> subscribes(String whom, String lines) {
        bench.sent();
        asks("SUBSCRIBE", whom, lines, "");
        return bench.sent();
    }

    /** Every subscription ends by itself, and so does what else there is. */
    void leavesNothing() {
        bench.time.advance(Duration.ofHours(3));
        assertEquals(0, bench.core.subscriptions());
        assertTrue(bench.atRest());
    }
}
