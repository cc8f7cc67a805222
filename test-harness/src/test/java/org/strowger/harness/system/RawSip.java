package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.strowger.harness.phone.SipText;

/** Octets to the switch and back, with nothing between that would mend them. */
final class RawSip {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private RawSip() {}

    /** Sends one datagram and takes the first answer, if one comes within the time. */
    static Optional<SipText> datagram(byte[] octets, InetSocketAddress to, Duration limit)
            throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            socket.setSoTimeout((int) limit.toMillis());
            socket.send(new DatagramPacket(octets, octets.length, to));
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return Optional.of(SipText.parse(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends text over TCP and takes all that comes until the peer closes.
     *
     * @throws SocketTimeoutException if it does not close
     */
    static String stream(String text, InetSocketAddress to) throws IOException {
        try (var socket = new Socket(to.getAddress(), to.getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    /**
     * A request with one more header field.
     *
     * @param method OPTIONS, INVITE and so on
     * @param transport UDP or TCP
     * @param extra header lines, each with its CRLF, or empty
     */
    static String request(String method, String transport, String extra) {
        long number = System.nanoTime();
        return method
                + " sip:4000@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/"
                + transport
                + " 127.0.0.1:5999;rport;branch=z9hG4bK"
                + number
                + "\r\nMax-Forwards: 70\r\n"
                + "From: <sip:raw@127.0.0.1>;tag=raw\r\nTo: <sip:4000@127.0.0.1>\r\n"
                + "Call-ID: raw"
                + number
                + "\r\nCSeq: 1 "
                + method
                + "\r\nContact: <sip:raw@127.0.0.1:5999>\r\n"
                + extra;
    }
}
