package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import org.strowger.harness.phone.SipText;

/** Answers requests that belong to no call of ours. */
final class Strays {

    private static final String ALLOW = "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n";

    private final Ground ground;

    Strays(Ground ground) {
        this.ground = ground;
    }

    void received(int socket, SipText request, InetSocketAddress source) {
        var method = request.method();
        if (method.equals("OPTIONS")) {
            respond(socket, request, "200 OK", source);
            return;
        }
        ground.counters().unexpected(method + " without a call");
        switch (method) {
            case "ACK" -> {}
            case "INVITE" -> {
                boolean inside = !SipText.parameter(request.first("To"), "tag").isEmpty();
                respond(socket, request, inside ? "481 No Call" : "404 Not Found", source);
            }
            case "BYE", "CANCEL" -> respond(socket, request, "481 No Call", source);
            default -> respond(socket, request, "405 Method Not Allowed", source);
        }
    }

    private void respond(int socket, SipText request, String status, InetSocketAddress to) {
        ground.send(socket, Texts.response(request, status, ground.token(), ALLOW, ""), to);
    }
}
