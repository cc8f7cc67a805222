package org.strowger.harness.figures;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * UDP datagrams over IPv4 in a file of tcpdump (pcap, version 2.4) of the loopback device. The
 * stamps in it are the kernel's: of the moment at which a packet passes the device.
 */
final class Pcap {

    /** A pcap whose stamps have nanoseconds, in the byte order of who wrote it. */
    private static final int NANOS = 0xa1b23c4d;

    private static final int FILE_HEADER = 24;
    private static final int ETHERNET = 1;
    private static final int ETHERNET_HEADER = 14;
    private static final int LINK_TYPE_AT = 20;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final long SECOND = 1_000_000_000;

    /** What passed the device, from which port, and when, in nanoseconds of the epoch. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    record Datagram(long nanos, int fromPort, byte[] payload) {}

    private Pcap() {}

    /**
     * Reads a file; a packet that was not written to its end is left out.
     *
     * @throws IllegalStateException if it is no such file
     */
    static List<Datagram> read(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    static List<Datagram> read(byte[] octets) {
        var in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        if (octets.length < FILE_HEADER) {
            throw new IllegalStateException("no capture: " + octets.length + " octets");
        }
        if (in.getInt(0) != NANOS) {
            in.order(ByteOrder.BIG_ENDIAN);
        }
        if (in.getInt(0) != NANOS || in.getInt(LINK_TYPE_AT) != ETHERNET) {
            throw new IllegalStateException("no capture of loopback in nanoseconds");
        }
        in.position(FILE_HEADER);
        var datagrams = new ArrayList<Datagram>();
        try {
            while (in.hasRemaining()) {
                next(in, datagrams);
            }
        } catch (BufferUnderflowException _) {
            return datagrams; // The last one is not all there.
        }
        return datagrams;
    }

    private static void next(ByteBuffer in, List<Datagram> datagrams) {
        long seconds = Integer.toUnsignedLong(in.getInt());
        long nanos = seconds * SECOND + in.getInt();
        var packet = new byte[in.getInt()];
        in.getInt(); // How long it was before it was cut.
        in.get(packet);
        int ip = ETHERNET_HEADER;
        if (packet.length <= ip || packet[ip] >>> 4 != 4) {
            return;
        }
        int udp = ip + 4 * (packet[ip] & 0xf);
        int payload = udp + UDP_HEADER;
        if (payload <= packet.length && packet[ip + 9] == UDP) {
            int from = ((packet[udp] & 0xff) << 8) | (packet[udp + 1] & 0xff);
            var octets = Arrays.copyOfRange(packet, payload, packet.length);
            datagrams.add(new Datagram(nanos, from, octets));
        }
    }
}
