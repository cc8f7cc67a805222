package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.strowger.harness.phone.SipText;

/**
 * A {@link RawPeer} that keeps count of its requests: a user's phone, or whoever sits at a port. It
 * says what a test tells it to, word for word, and waits for what must come.
 */
final class RawPhone implements AutoCloseable {

    static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 9000 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """
                    .replace("\n", "\r\n");

    /** Between messages (RFC 5626, section 3.5.1). */
    static final String KEEP_ALIVE = "\r\n\r\n";

    private final String user;
    private final RawPeer peer;
    private final Set<String> seen = new HashSet<>();
    private String sentBy;
    private SipText dialled = SipText.of("INVITE sip:nobody@invalid.invalid SIP/2.0");
    private int number;

    private RawPhone(String user, int port, InetSocketAddress strowger) {
        this.user = user;
        try {
            peer = RawPeer.open(user, "127.0.0.1", port, strowger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sentBy = peer.host();
    }

    /** What its Via says from now on; a NAT between us makes it something else than our address. */
    void sentBy(String hostAndPort) {
        sentBy = hostAndPort;
    }

    /** The phone of a user whose password is demo-USER. */
    static RawPhone of(String user, Loopback loopback) {
        return new RawPhone(user, 0, loopback.strowger().sip());
    }

    /** Whoever sits at this port. */
    static RawPhone at(int port, Loopback loopback) {
        return new RawPhone("nobody", port, loopback.strowger().sip());
    }

    int port() {
        return peer.port();
    }

    String contact() {
        return "<sip:" + user + "@127.0.0.1:" + port() + '>';
    }

    /**
     * Registers.
     *
     * @param more header lines as {@code Name: value}, separated by newlines; may be empty
     * @return the answer to the request with the password
     */
    SipText register(String contact, String more) {
        return request("REGISTER", user, "Contact: " + contact + "\n" + more, "");
    }

    /** Sends a request outside of dialogs, once more with the password, and waits for the end. */
    SipText request(String method, String to, String more, String sdp) {
        var callId = "raw-" + port() + '-' + number;
        var uri = peer.uri(to);
        var first = sent(method, uri, callId, more, sdp);
        var refusal = finalAnswer(first);
        acknowledge(first, refusal);
        if (refusal.status() != 401) {
            return refusal;
        }
        var password = RawPeer.authorization(user, "demo-" + user, first, refusal);
        return finalAnswer(sent(method, uri, callId, more + "\nAuthorization: " + password, sdp));
    }

    private SipText sent(String method, String uri, String callId, String more, String sdp) {
        number++;
        var message =
                SipText.of(method + ' ' + uri + " SIP/2.0")
                        .with(
                                "Via",
                                "SIP/2.0/UDP %s;rport;branch=z9hG4bK-%s-%d"
                                        .formatted(sentBy, callId, number))
                        .with("From", "<sip:" + user + "@127.0.0.1>;tag=raw" + port())
                        .with("To", "<" + uri + ">")
                        .with("Call-ID", callId)
                        .with("CSeq", number + " " + method);
        message = with(message, more);
        boolean hops = !message.first("Max-Forwards").isEmpty();
        message = hops ? message : message.with("Max-Forwards", "70");
        message = message.first("Contact").isEmpty() ? message.with("Contact", contact()) : message;
        message = sdp.isEmpty() ? message : message.withBody("application/sdp", sdp);
        send(message);
        return message;
    }

    private SipText finalAnswer(SipText request) {
        return await(message ->
                !message.isRequest()
                        && message.status() >= 200
                        && message.first("CSeq").equals(request.first("CSeq")));
    }

    private void acknowledge(SipText request, SipText answer) {
        if (request.method().equals("INVITE")) {
            var ack = SipText.of(request.startLine().replace("INVITE", "ACK"));
            send(
                    ack.with("Via", request.first("Via"))
                            .with("From", request.first("From"))
                            .with("To", answer.first("To"))
                            .with("Call-ID", request.first("Call-ID"))
                            .with("CSeq", request.sequence() + " ACK")
                            .with("Max-Forwards", "70"));
        }
    }

    /** Begins a call with the password; what comes of it is awaited elsewhere. */
    void dial(String to, String more) {
        dial(to, more, SDP);
    }

    /** The same with that offer; empty for none. */
    void dial(String to, String more, String sdp) {
        var callId = "dial-" + port() + '-' + number;
        var uri = peer.uri(to);
        var first = sent("INVITE", uri, callId, more, sdp);
        var refusal = finalAnswer(first);
        acknowledge(first, refusal);
        var password = RawPeer.authorization(user, "demo-" + user, first, refusal);
        dialled = sent("INVITE", uri, callId, more + "\nAuthorization: " + password, sdp);
    }

    /** A response with that status to what {@link #dial} has begun. */
    SipText awaitResponse(int status) {
        return await(message ->
                !message.isRequest()
                        && message.status() == status
                        && message.first("CSeq").equals(dialled.first("CSeq")));
    }

    /** The number of its INVITE. */
    int dialled() {
        return dialled.sequence();
    }

    /** Cancels it. */
    void cancel(String more) {
        var cancel = SipText.of(dialled.startLine().replace("INVITE", "CANCEL"));
        for (var name : List.of("Via", "From", "To", "Call-ID", "Max-Forwards")) {
            cancel = cancel.with(name, dialled.first(name));
        }
        send(with(cancel.with("CSeq", dialled.sequence() + " CANCEL"), more));
    }

    /** A request in the dialog of that response to it, with its final answer. */
    SipText inDialog(String method, SipText response, String more, String sdp) {
        number++;
        var request = inDialog(method, number, response, more);
        request = sdp.isEmpty() ? request : request.withBody("application/sdp", sdp);
        send(request);
        return finalAnswer(request);
    }

    /** The ACK of its 200. */
    void acknowledge(SipText ok) {
        number++;
        send(inDialog("ACK", dialled.sequence(), ok, ""));
    }

    private SipText inDialog(String method, int cseq, SipText response, String more) {
        var via = "SIP/2.0/UDP %s;rport;branch=z9hG4bK-in-%d-%d".formatted(sentBy, port(), number);
        var request =
                SipText.of(method + ' ' + SipText.uri(response.first("Contact")) + " SIP/2.0")
                        .with("Via", via)
                        .with("Max-Forwards", "70")
                        .with("From", dialled.first("From"))
                        .with("To", response.first("To"))
                        .with("Call-ID", dialled.first("Call-ID"))
                        .with("CSeq", cseq + " " + method)
                        .with("Contact", contact());
        return with(request, more);
    }

    /** A message with more header lines, separated by newlines. */
    static SipText with(SipText message, String more) {
        var result = message;
        for (var line : more.lines().filter(text -> !text.isBlank()).toList()) {
            int colon = line.indexOf(':');
            result = result.with(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return result;
    }

    /** The final answer to what {@link #dial} has begun. */
    SipText outcome() {
        var answer = finalAnswer(dialled);
        acknowledge(dialled, answer);
        return answer;
    }

    /** The next request of that method that has not been seen before. */
    SipText awaitRequest(String method) {
        return await(message ->
                message.isRequest()
                        && message.method().equals(method)
                        && seen.add(message.method() + message.first("Via")));
    }

    /** Waits for two line ends; what comes before them is passed over. */
    void awaitKeepAlive() {
        var octets = "";
        try {
            while (!octets.equals(KEEP_ALIVE)) {
                octets = new String(peer.raw(Loopback.SOON), UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a request. */
    void answer(SipText request, int status, String more) {
        answer(request, status, more, "");
    }

    /** The same with a session description; empty for none. */
    void answer(SipText request, int status, String more, String sdp) {
        var answer = with(request.response(status + " As told", "raw" + port()), more);
        send(sdp.isEmpty() ? answer : answer.withBody("application/sdp", sdp));
    }

    /** A request of who rings for that INVITE, with its final answer. */
    SipText ringing(SipText invite, String method, String sdp) {
        number++;
        var via = "SIP/2.0/UDP %s;rport;branch=z9hG4bK-up-%d-%d".formatted(sentBy, port(), number);
        var request =
                SipText.of(method + ' ' + SipText.uri(invite.first("Contact")) + " SIP/2.0")
                        .with("Via", via)
                        .with("Max-Forwards", "70")
                        .with("From", invite.first("To") + ";tag=raw" + port())
                        .with("To", invite.first("From"))
                        .with("Call-ID", invite.first("Call-ID"))
                        .with("CSeq", number + " " + method)
                        .with("Contact", contact())
                        .withBody("application/sdp", sdp);
        send(request);
        return finalAnswer(request);
    }

    private void send(SipText message) {
        try {
            peer.send(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipText await(Predicate<SipText> wanted) {
        try {
            return peer.await("what user " + user + " waits for", wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
