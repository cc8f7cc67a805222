package org.strowger.harness.system;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.SipText;
import org.strowger.sip.Flow.Transport;
import org.strowger.sip.HostPort;

/**
 * One side of a call over any transport and IP version, with a port for its voice. It says what its
 * test tells it, and remembers all that it has heard. One thread.
 */
final class TransportPeer implements AutoCloseable {

    private final String user;
    private final Transport transport;
    private final InetSocketAddress strowger;
    private final PeerWire wire;
    private final DatagramSocket voice;
    private final List<SipText> heard = new ArrayList<>();
    private final String callId = RawPeer.token();
    private final String tag = RawPeer.token();
    private int registered;

    private TransportPeer(
            String user, Transport transport, InetSocketAddress strowger, PeerWire wire)
            throws Exception {
        this.user = user;
        this.transport = transport;
        this.strowger = strowger;
        this.wire = wire;
        this.voice = new DatagramSocket(0, strowger.getAddress());
    }

    /**
     * A peer at the switch's own address.
     *
     * @param address loopback, where the switch listens
     */
    static TransportPeer open(String user, Transport transport, String address, Loopback loopback)
            throws Exception {
        var conf = loopback.strowger().conf();
        var at = InetAddress.ofLiteral(address);
        int port =
                switch (transport) {
                    case UDP, TCP -> conf.sipPort();
                    case TLS -> conf.tlsPort();
                    case WS -> conf.wsPort();
                    case WSS -> conf.wssPort();
                };
        var strowger = new InetSocketAddress(at, port);
        var certificate = loopback.strowger().data().resolve("tls/self-signed.crt");
        var wire =
                switch (transport) {
                    case UDP -> PeerWire.udp(at, strowger);
                    case TCP -> PeerWire.stream(new Socket(at, port, at, 0));
                    case TLS ->
                            PeerWire.stream(
                                    OwnCertificate.trusting(certificate)
                                            .getSocketFactory()
                                            .createSocket(at, port, at, 0));
                    case WS -> PeerWire.web(strowger, null);
                    case WSS -> PeerWire.web(strowger, OwnCertificate.trusting(certificate));
                };
        return new TransportPeer(user, transport, strowger, wire);
    }

    /** Everything that came, in its order. */
    List<SipText> heard() {
        return heard;
    }

    DatagramSocket voice() {
        return voice;
    }

    /** A request to a number, without a body; inside a dialog with the tag in {@code to}. */
    SipText request(String method, int cseq, String to) {
        return request(method, SipText.uri(to), cseq, "<sip:" + user + "@strowger>", to);
    }

    private SipText request(String method, String uri, int cseq, String from, String to) {
        return SipText.of(method + ' ' + uri + " SIP/2.0")
                .with("Via", via())
                .with("Max-Forwards", "70")
                .with("From", from + ";tag=" + tag)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", cseq + " " + method)
                .with("Contact", contact());
    }

    private String via() {
        return "SIP/2.0/"
                + transport
                + ' '
                + wire.here()
                + ";rport;branch=z9hG4bK"
                + RawPeer.token();
    }

    private String contact() {
        return "<sip:" + user + '@' + wire.here() + transport.uriParameter() + '>';
    }

    /** The switch's URI of a number, in angle brackets. */
    String to(String number) {
        return "<sip:" + number + '@' + HostPort.of(strowger) + '>';
    }

    /** PCMU at this peer's port. */
    SipText withSdp(SipText message) {
        var address = strowger.getAddress();
        var host = HostPort.bare(HostPort.host(address));
        var place = (host.indexOf(':') < 0 ? "IN IP4 " : "IN IP6 ") + host;
        return message.withBody(
                "application/sdp",
                "v=0\r\no=- 7 1 %1$s\r\ns=-\r\nc=%1$s\r\nt=0 0\r\nm=audio %2$d RTP/AVP 0\r\n"
                        .formatted(place, voice.getLocalPort()));
    }

    void send(SipText message) throws Exception {
        wire.send(message);
    }

    SipText response(int status, SipText request) {
        return request.response(status + " Word", tag).with("Contact", contact());
    }

    SipText await(int status, String method) throws Exception {
        while (true) {
            var message = next();
            if (message.isRequest() || !message.sequenceMethod().equals(method)) {
                continue;
            }
            if (message.status() == status) {
                return message;
            }
            if (message.status() > 300) {
                throw new AssertionError(status + " is wanted: " + message);
            }
        }
    }

    SipText awaitRequest(String method) throws Exception {
        var message = next();
        while (!message.isRequest() || !message.method().equals(method)) {
            message = next();
        }
        return message;
    }

    private SipText next() throws Exception {
        var message = wire.receive();
        heard.add(message);
        return message;
    }

    /**
     * Calls a number as a user, whose password is the usual one; the second INVITE has number 1.
     */
    void invite(String to) throws Exception {
        var first = withSdp(request("INVITE", 0, to));
        send(first);
        var refused = await(401, "INVITE");
        send(
                SipText.of(first.startLine().replace("INVITE", "ACK"))
                        .with("Via", first.first("Via"))
                        .with("Max-Forwards", "70")
                        .with("From", first.first("From"))
                        .with("To", refused.first("To"))
                        .with("Call-ID", callId)
                        .with("CSeq", "0 ACK"));
        send(authorized(withSdp(request("INVITE", 1, to)), refused));
    }

    private SipText authorized(SipText request, SipText refused) {
        var challenge = Digest.Challenge.of(refused, Digest.Algorithm.MD5);
        var uri = request.startLine().split(" ", -1)[1];
        var method = request.method();
        return request.with(
                "Authorization",
                Digest.authorization(
                        challenge, user, "demo-" + user, method, uri, 1, RawPeer.token()));
    }

    /** Registers this peer's contact for its user. */
    void register(String contactParameters) throws Exception {
        registered += 2;
        send(registration(registered - 1, contactParameters));
        var refused = await(401, "REGISTER");
        send(authorized(registration(registered, contactParameters), refused));
        await(200, "REGISTER");
    }

    private SipText registration(int cseq, String contactParameters) {
        return SipText.of("REGISTER sip:strowger SIP/2.0")
                .with("Via", via())
                .with("Max-Forwards", "70")
                .with("From", "<sip:" + user + "@strowger>;tag=" + tag)
                .with("To", "<sip:" + user + "@strowger>")
                .with("Call-ID", callId + "-r")
                .with("CSeq", cseq + " REGISTER")
                .with("Contact", contact() + contactParameters)
                .with("Expires", "600");
    }

    @Override
    public void close() throws IOException {
        wire.close();
        voice.close();
    }
}
