package org.strowger.harness.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.SipText;
import org.strowger.sip.Flow.Transport;
import org.strowger.sip.HostPort;

/**
 * One side of a call, over any transport and IP version, that says exactly what its test tells it,
 * and nothing by itself: it neither repeats nor answers. It remembers all that it has heard. One
 * thread.
 */
final class RawPeer implements AutoCloseable {

    private static final Duration SOON = Loopback.SOON;

    private final String user;
    private final Transport transport;
    private final InetAddress address;
    private final InetSocketAddress strowger;
    private final PeerWire wire;
    private final List<SipText> heard = new ArrayList<>();
    private final String callId = token();
    private final String tag = token();
    private @Nullable DatagramSocket voice;
    private int registrations;

    private RawPeer(
            String user,
            Transport transport,
            InetAddress address,
            InetSocketAddress strowger,
            PeerWire wire) {
        this.user = user;
        this.transport = transport;
        this.address = address;
        this.strowger = strowger;
        this.wire = wire;
    }

    /**
     * Opens a datagram socket.
     *
     * @param address of this machine
     * @param port 0 for any
     */
    static RawPeer open(String user, String address, int port, InetSocketAddress strowger)
            throws IOException {
        var at = InetAddress.ofLiteral(address);
        var wire = new PeerWire.Datagrams(at, port, strowger);
        return new RawPeer(user, Transport.UDP, at, strowger, wire);
    }

    static RawPeer open(String user, InetSocketAddress strowger) throws IOException {
        return open(user, "127.0.0.1", 0, strowger);
    }

    /**
     * Opens a socket, or a connection.
     *
     * @param address loopback, where the switch listens
     */
    static RawPeer open(String user, Transport transport, String address, Loopback loopback)
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
                    case UDP -> new PeerWire.Datagrams(at, 0, strowger);
                    case TCP -> PeerWire.stream(new Socket(at, port, at, 0));
                    case TLS ->
                            PeerWire.stream(
                                    OwnCertificate.trusting(certificate)
                                            .getSocketFactory()
                                            .createSocket(at, port, at, 0));
                    case WS -> PeerWire.web(strowger, null);
                    case WSS -> PeerWire.web(strowger, OwnCertificate.trusting(certificate));
                };
        return new RawPeer(user, transport, at, strowger, wire);
    }

    String callId() {
        return callId;
    }

    String tag() {
        return tag;
    }

    int port() {
        return datagrams().port();
    }

    private PeerWire.Datagrams datagrams() {
        if (wire instanceof PeerWire.Datagrams datagrams) {
            return datagrams;
        }
        throw new IllegalStateException("over " + transport);
    }

    /** Where it is, as a URI has it. */
    String host() {
        return wire.here();
    }

    /** Every message that came, in its order; of a raw datagram nothing. */
    List<SipText> heard() {
        return heard;
    }

    /** Its port for sound, at its own address. */
    DatagramSocket voice() throws IOException {
        if (voice == null) {
            voice = new DatagramSocket(0, address);
        }
        return voice;
    }

    /** The switch's URI of a number. */
    String uri(String number) {
        return "sip:" + number + "@" + HostPort.of(strowger);
    }

    private String via() {
        return "SIP/2.0/" + transport + ' ' + host() + ";rport;branch=z9hG4bK" + token();
    }

    private String contact() {
        return "<sip:" + user + '@' + host() + transport.uriParameter() + '>';
    }

    static String token() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** A request to a number, without a body; inside a dialog with the tag in {@code to}. */
    SipText request(String method, int cseq, String number, String to) {
        return SipText.of(method + ' ' + uri(number) + " SIP/2.0")
                .with("Via", via())
                .with("Max-Forwards", "70")
                .with("From", '<' + uri(user) + ">;tag=" + tag)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", cseq + " " + method)
                .with("Contact", contact());
    }

    SipText request(String method, int cseq, String number) {
        return request(method, cseq, number, '<' + uri(number) + '>');
    }

    /** A request of this side in the dialog that the switch's INVITE has begun. */
    SipText requestOfCalled(String method, int cseq, SipText invite) {
        return SipText.of(method + ' ' + SipText.uri(invite.first("Contact")) + " SIP/2.0")
                .with("Via", via())
                .with("Max-Forwards", "70")
                .with("From", invite.first("To") + ";tag=" + tag)
                .with("To", invite.first("From"))
                .with("Call-ID", invite.first("Call-ID"))
                .with("CSeq", cseq + " " + method)
                .with("Contact", contact());
    }

    /** A response to what the switch sent. */
    SipText response(int status, SipText request) {
        return request.response(status + " Word", tag).with("Contact", contact());
    }

    /** PCMU at a port of this side's address. */
    String sdp(int port) {
        var place =
                (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ")
                        + HostPort.bare(HostPort.host(address));
        return "v=0\r\no=- 7 1 "
                + place
                + "\r\ns=-\r\nc="
                + place
                + "\r\nt=0 0\r\nm=audio "
                + port
                + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    }

    /** The same at its port for sound. */
    SipText withVoice(SipText message) throws IOException {
        return withSdp(message, sdp(voice().getLocalPort()));
    }

    static SipText withSdp(SipText message, String sdp) {
        return message.withBody("application/sdp", sdp);
    }

    void send(SipText message) throws IOException {
        wire.send(message);
    }

    void send(byte[] octets) throws IOException {
        datagrams().send(octets);
    }

    /** The next message that is so; what comes before it is passed over. */
    SipText await(String what, Predicate<SipText> wanted) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        var passed = new StringBuilder();
        while (System.nanoTime() - deadline < 0) {
            var message = wire.receive();
            heard.add(message);
            if (wanted.test(message)) {
                return message;
            }
            passed.append("; ").append(message.startLine());
        }
        throw new AssertionError("no " + what + passed);
    }

    /** The next datagram, whatever it is; {@link SocketTimeoutException} if none comes. */
    byte[] raw(Duration limit) throws IOException {
        return datagrams().next(limit);
    }

    /** The response to a request of this method. */
    SipText await(int status, String method) throws IOException {
        return await(
                status + " to " + method,
                m -> !m.isRequest() && m.status() == status && m.sequenceMethod().equals(method));
    }

    SipText awaitRequest(String method) throws IOException {
        return await(method, m -> m.isRequest() && m.method().equals(method));
    }

    /** Answers the next request of this method. */
    SipText answer(String method, int status) throws IOException {
        var request = awaitRequest(method);
        send(response(status, request));
        return request;
    }

    /** Whether nothing comes for that long. */
    boolean isQuietFor(Duration time) throws IOException {
        try {
            raw(time);
            return false;
        } catch (SocketTimeoutException _) {
            return true;
        }
    }

    /** Passes over what still comes, until nothing does for that long. */
    void awaitSilence(Duration time) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!isQuietFor(time)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no silence");
            }
        }
    }

    /** The request once more, with the answer to the challenge. */
    SipText authorized(SipText again, SipText challenge, String password) {
        return again.with("Authorization", authorization(user, password, again, challenge));
    }

    /** What answers a challenge, for a request that is sent once more. */
    static String authorization(String user, String password, SipText again, SipText challenge) {
        var chosen = Digest.Challenge.of(challenge, Digest.Algorithm.MD5);
        var uri = again.startLine().split(" ", -1)[1];
        return Digest.authorization(chosen, user, password, again.method(), uri, 1, token());
    }

    /** Registers its user for ten minutes. */
    void register(String password) throws IOException {
        register(password, "");
    }

    /** The same with parameters of its contact, such as {@code ;expires=0}. */
    void register(String password, String parameters) throws IOException {
        var answer = registers(password, contact() + parameters, "");
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
    }

    /**
     * Registers other contacts.
     *
     * @param more header lines as {@code Name: value}, separated by newlines; may be empty
     * @return the answer to the request with the password
     */
    SipText registers(String password, String contacts, String more) throws IOException {
        send(registration(contacts, more));
        var challenge = await(401, "REGISTER");
        send(authorized(registration(contacts, more), challenge, password));
        return await(
                "answer to REGISTER",
                m ->
                        !m.isRequest()
                                && m.sequenceMethod().equals("REGISTER")
                                && m.sequence() == registrations);
    }

    private SipText registration(String contacts, String more) {
        registrations++;
        var request =
                SipText.of("REGISTER " + uri(user) + " SIP/2.0")
                        .with("Via", via())
                        .with("Max-Forwards", "70")
                        .with("From", '<' + uri(user) + ">;tag=" + tag)
                        .with("To", '<' + uri(user) + '>')
                        .with("Call-ID", callId + "-r")
                        .with("CSeq", registrations + " REGISTER")
                        .with("Contact", contacts)
                        .with("Expires", "600");
        return RawPhone.with(request, more);
    }

    /** Calls a number as a user with that password; the second INVITE has number 1. */
    void invite(String number, String password) throws IOException {
        var first = withVoice(request("INVITE", 0, number));
        send(first);
        var challenge = await(401, "INVITE");
        send(ack(first, challenge));
        send(authorized(withVoice(request("INVITE", 1, number)), challenge, password));
    }

    /** What ends an INVITE that was refused; it has the branch that the answer has. */
    static SipText ack(SipText invite, SipText refusal) {
        return SipText.of(invite.startLine().replace("INVITE", "ACK"))
                .with("Via", refusal.first("Via"))
                .with("Max-Forwards", "70")
                .with("From", refusal.first("From"))
                .with("To", refusal.first("To"))
                .with("Call-ID", refusal.first("Call-ID"))
                .with("CSeq", refusal.sequence() + " ACK");
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (voice != null) {
                voice.close();
            }
        }
    }
}
