package org.strowger.media.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.strowger.media.RtpHeader;

/** The far end of a leg: a UDP socket that keeps what it hears. */
final class Phone implements AutoCloseable {

    /** What was heard. */
    record Packet(
            boolean marker,
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc,
            ByteBuffer payload) {}

    private final DatagramSocket socket;
    private final List<Packet> heard = new CopyOnWriteArrayList<>();
    private final List<byte[]> reports = new CopyOnWriteArrayList<>();
    private final List<byte[]> others = new CopyOnWriteArrayList<>();
    private final Thread ear = new Thread(this::listen, "phone");

    Phone() {
        this(InetAddress.getLoopbackAddress());
    }

    Phone(InetAddress address) {
        try {
            socket = new DatagramSocket(0, address);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        ear.setDaemon(true);
        ear.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** RTCP that came, each datagram as it was. */
    List<byte[]> reports() {
        return reports;
    }

    /** What came and was no RTP either. */
    List<byte[]> others() {
        return others;
    }

    List<Packet> heard() {
        return heard;
    }

    /** Sends RTP. */
    void say(
            InetSocketAddress to,
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc,
            byte[] payload) {
        var packet = new byte[RtpHeader.LENGTH + payload.length];
        RtpHeader.write(packet, false, payloadType, sequence, timestamp, ssrc);
        System.arraycopy(payload, 0, packet, RtpHeader.LENGTH, payload.length);
        sendRaw(to, packet);
    }

    void sendRaw(InetSocketAddress to, byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        var header = new RtpHeader();
        var datagram = new DatagramPacket(new byte[2_048], 2_048);
        while (!socket.isClosed()) {
            try {
                socket.receive(datagram);
            } catch (IOException _) {
                return; // closed
            }
            if (RtpHeader.isRtcp(datagram.getData(), datagram.getLength())) {
                reports.add(Arrays.copyOf(datagram.getData(), datagram.getLength()));
            } else if (header.parse(datagram.getData(), datagram.getLength())) {
                heard.add(packet(header, datagram.getData()));
            } else {
                others.add(Arrays.copyOf(datagram.getData(), datagram.getLength()));
            }
        }
    }

    private static Packet packet(RtpHeader header, byte[] data) {
        int at = header.payloadOffset();
        return new Packet(
                header.marker(),
                header.payloadType(),
                header.sequence(),
                header.timestamp(),
                header.ssrc(),
                ByteBuffer.wrap(Arrays.copyOfRange(data, at, at + header.payloadLength())));
    }

    @Override
    public void close() {
        socket.close();
    }
}
