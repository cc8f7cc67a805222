package org.strowger.harness.system;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.SipText;

/**
 * One side of a call over UDP that says exactly what its test tells it, and nothing by itself: it
 * neither repeats nor answers. One thread.
 */
final class RawPeer implements AutoCloseable {

    private static final Duration SOON = Loopback.SOON;

    private final DatagramSocket socket;
    private final InetAddress address;
    private final InetSocketAddress strowger;
    private final String user;
    private final String callId = token();
    private final String tag = token();
    private int lastLength;

    private RawPeer(String user, InetAddress address, int port, InetSocketAddress strowger)
            throws IOException {
        this.user = user;
        this.address = address;
        this.socket = new DatagramSocket(port, address);
        this.strowger = strowger;
    }

    /**
     * Opens a socket.
     *
     * @param address of this machine
     * @param port 0 for any
     */
    static RawPeer open(String user, String address, int port, InetSocketAddress strowger)
            throws IOException {
        return new RawPeer(user, InetAddress.ofLiteral(address), port, strowger);
    }

    static RawPeer open(String user, InetSocketAddress strowger) throws IOException {
        return open(user, "127.0.0.1", 0, strowger);
    }

    String callId() {
        return callId;
    }

    String tag() {
        return tag;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Where it is, as a URI has it. */
    String host() {
        return host(new InetSocketAddress(address, port()));
    }

    /** The switch's URI of a number. */
    String uri(String number) {
        return "sip:" + number + "@" + host(strowger);
    }

    private static String host(InetSocketAddress at) {
        var literal = at.getAddress().getHostAddress();
        return (at.getAddress() instanceof Inet6Address ? "[" + literal + "]" : literal)
                + ":"
                + at.getPort();
    }

    static String token() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** A request to a number, without a body; inside a dialog with the tag in {@code to}. */
    SipText request(String method, int cseq, String number, String to) {
        return SipText.of(method + ' ' + uri(number) + " SIP/2.0")
                .with("Via", "SIP/2.0/UDP " + host() + ";rport;branch=z9hG4bK" + token())
                .with("Max-Forwards", "70")
                .with("From", "<sip:" + user + '@' + host(strowger) + ">;tag=" + tag)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", cseq + " " + method)
                .with("Contact", "<sip:" + user + '@' + host() + '>');
    }

    SipText request(String method, int cseq, String number) {
        return request(method, cseq, number, '<' + uri(number) + '>');
    }

    /** A request of this side in the dialog that the switch's INVITE has begun. */
    SipText requestOfCalled(String method, int cseq, SipText invite) {
        return SipText.of(method + ' ' + SipText.uri(invite.first("Contact")) + " SIP/2.0")
                .with("Via", "SIP/2.0/UDP " + host() + ";rport;branch=z9hG4bK" + token())
                .with("Max-Forwards", "70")
                .with("From", invite.first("To") + ";tag=" + tag)
                .with("To", invite.first("From"))
                .with("Call-ID", invite.first("Call-ID"))
                .with("CSeq", cseq + " " + method)
                .with("Contact", "<sip:" + user + '@' + host() + '>');
    }

    /** A response to what the switch sent. */
    SipText response(int status, SipText request) {
        return request.response(status + " Word", tag)
                .with("Contact", "<sip:" + user + '@' + host() + '>');
    }

    /** PCMU at a port of this side's address. */
    String sdp(int port) {
        var place =
                (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ")
                        + address.getHostAddress();
        return "v=0\r\no=- 7 1 "
                + place
                + "\r\ns=-\r\nc="
                + place
                + "\r\nt=0 0\r\nm=audio "
                + port
                + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    }

    static SipText withSdp(SipText message, String sdp) {
        return message.withBody("application/sdp", sdp);
    }

    void send(SipText message) throws IOException {
        send(message.octets());
    }

    void send(byte[] octets) throws IOException {
        socket.send(new DatagramPacket(octets, octets.length, strowger));
    }

    /** The next message that is so; what comes before it is passed over. */
    SipText await(String what, Predicate<SipText> wanted) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        var passed = new StringBuilder();
        while (System.nanoTime() - deadline < 0) {
            var message = SipText.parse(raw(SOON), lastLength);
            if (wanted.test(message)) {
                return message;
            }
            passed.append("; ").append(message.startLine());
        }
        throw new AssertionError("no " + what + passed);
    }

    /** The next datagram, whatever it is; {@link SocketTimeoutException} if none comes. */
    byte[] raw(Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        lastLength = packet.getLength();
        return packet.getData();
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
        var chosen = Digest.Challenge.of(challenge, Digest.Algorithm.MD5);
        var uri = again.startLine().split(" ", -1)[1];
        return again.with(
                "Authorization",
                Digest.authorization(chosen, user, password, again.method(), uri, 1, token()));
    }

    /** Registers its user for ten minutes. */
    void register(String password) throws IOException {
        send(registration(1));
        send(authorized(registration(2), await(401, "REGISTER"), password));
        await(200, "REGISTER");
    }

    private SipText registration(int cseq) {
        return request("REGISTER", cseq, user).with("Expires", "600");
    }

    @Override
    public void close() {
        socket.close();
    }
}
