package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.phone.SipText;

/** A {@link RawPeer} that tells all it knows, in plain text, with all that it has heard. */
final class Talkative implements AutoCloseable {
    private final RawPeer peer;
    final List<String> heard = new ArrayList<>();

    Talkative(String address, int port, InetSocketAddress strowger) throws IOException {
        this.peer = RawPeer.open("talkative", address, port, strowger);
    }

    int port() {
        return peer.port();
    }

    void send(String text) throws IOException {
        peer.send(text.replace("\n", "\r\n").getBytes(UTF_8));
    }

    String await(String beginning) throws IOException {
        return await(beginning, "");
    }

    /** The next that begins so and has that in it; what comes before it is heard, too. */
    String await(String beginning, String inside) throws IOException {
        try {
            while (true) {
                var text = new String(peer.raw(Loopback.SOON), UTF_8).replace("\r\n", "\n");
                heard.add(text);
                if (text.startsWith(beginning) && text.contains(inside)) {
                    return text;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("no " + beginning + inside + " but " + heard, e);
        }
    }

    @Override
    public void close() {
        peer.close();
    }

    /** A session at a port, with every line there is. */
    static String sdp(String word, String network, String media, int port) {
        return """
        v=0
        o=%1$s-origin 77123123 1 IN IP4 %2$s7
        s=%1$s-session
        i=%1$s-information
        u=http://%1$s-uri.example.com
        e=%1$s-mail@example.com
        c=IN IP4 %3$s
        t=0 0
        a=tool:%1$s-tool
        m=audio %4$d RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        a=ssrc:1 cname:%1$s-cname
        a=candidate:1 1 UDP 1 %2$s8 5000 typ host
        """
                .formatted(word, network, media, port);
    }

    /** Header lines that say something of their sender. */
    static String self(String word, String network) {
        return """
        Contact: "%1$s-display" <sip:%1$s-contact@%2$s1:5099;%1$s-parameter>
        User-Agent: %1$s-agent/1.2.3
        Server: %1$s-server/1.2.3
        Organization: %1$s-organization
        Subject: %1$s-subject
        Warning: 399 %2$s2 "%1$s-warning"
        Call-Info: <http://%2$s3/%1$s-info>
        P-Asserted-Identity: <sip:%1$s-asserted@%2$s4>
        P-Preferred-Identity: <sip:%1$s-preferred@%2$s4>
        Remote-Party-ID: <sip:%1$s-remote@%2$s4>
        History-Info: <sip:%1$s-history@%2$s5>;index=1
        Diversion: <sip:%1$s-diversion@%2$s5>;reason=unknown
        Reply-To: <sip:%1$s-reply@%2$s6>
        Reason: Q.850;cause=16;text="%1$s-reason"
        X-Inside: %1$s-inside
        """
                .formatted(word, network);
    }

    /** The end of a message: its type, its length, and it. */
    static String body(String sdp) {
        int length = sdp.replace("\n", "\r\n").length();
        return sdp.isEmpty()
                ? "Content-Length: 0\n\n"
                : "Content-Type: application/sdp\nContent-Length: " + length + "\n\n" + sdp;
    }

    /** What a response copies. */
    static String answer(String statusLine, String request, String tag) {
        var to = header(request, "To");
        return "SIP/2.0 %s\nVia: %s\nFrom: %s\nTo: %s\nCall-ID: %s\nCSeq: %s\n"
                .formatted(
                        statusLine,
                        header(request, "Via"),
                        header(request, "From"),
                        to.contains(";tag=") ? to : to + ";tag=" + tag,
                        header(request, "Call-ID"),
                        header(request, "CSeq"));
    }

    /** The value of the first header of that name. */
    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + message));
    }

    /**
     * Registers a user whose contact says who it is, from behind a NAT, as nobody is there; the
     * password is demo- and the name.
     */
    void register(String user, String word, String network) throws IOException {
        send(registration(user, network, 1, "") + self(word, network) + body(""));
        var challenge = await("SIP/2.0 401 ");
        var password = authorization(user, "REGISTER", "sip:127.0.0.1", challenge);
        send(registration(user, network, 2, password) + self(word, network) + body(""));
        await("SIP/2.0 200 ");
    }

    private String registration(String user, String network, int cseq, String lines) {
        return """
        REGISTER sip:127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP %5$s9:5060;rport;branch=z9hG4bKreg%2$d-%1$d
        Max-Forwards: 70
        From: <sip:%3$s@127.0.0.1>;tag=reg
        To: <sip:%3$s@127.0.0.1>
        Call-ID: reg-%1$d
        CSeq: %2$d REGISTER
        Expires: 600
        %4$s\
        """
                .formatted(port(), cseq, user, lines, network);
    }

    /** The header line that answers a challenge. */
    static String authorization(String user, String method, String uri, String challenge) {
        var octets = challenge.replace("\n", "\r\n").getBytes(UTF_8);
        var again = SipText.of(method + ' ' + uri + " SIP/2.0");
        var refusal = SipText.parse(octets, octets.length);
        return "Authorization: "
                + RawPeer.authorization(user, "demo-" + user, again, refusal)
                + "\n";
    }
}
