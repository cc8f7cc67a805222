package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.strowger.harness.phone.SipText;

/** Voice of one colour from one port to another, through the switch. */
final class Voice {

    private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP[46] (\\S+)");
    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) RTP/AVP ");
    private static final int HEADER = 12;
    private static final int PACKETS = 500;
    private static final int PACKET_MILLIS = 20;

    private Voice() {}

    /** A machine without IPv6 tries none of it. */
    static void assumeIpv6() {
        boolean there;
        try {
            new DatagramSocket(0, InetAddress.ofLiteral("::1")).close();
            there = true;
        } catch (SocketException _) {
            there = false;
        }
        assumeTrue(there, "this machine has no IPv6: nothing can be bound at ::1");
    }

    /** Where a description wants voice. */
    static InetSocketAddress place(SipText described) {
        var connection = CONNECTION.matcher(described.body());
        var audio = AUDIO.matcher(described.body());
        assertTrue(connection.find() && audio.find(), described::body);
        return new InetSocketAddress(
                InetAddress.ofLiteral(connection.group(1)), Integer.parseInt(audio.group(1)));
    }

    /** Whether what one says arrives at the other; music may come before it. */
    static boolean isHeard(
            DatagramSocket from, InetSocketAddress by, DatagramSocket to, byte colour)
            throws IOException {
        to.setSoTimeout(PACKET_MILLIS);
        for (int i = 0; i < PACKETS; i++) {
            var rtp = ByteBuffer.allocate(HEADER + 160);
            rtp.put((byte) 0x80).put((byte) 0).putShort((short) i).putInt(160 * i).putInt(4711);
            Arrays.fill(rtp.array(), HEADER, rtp.capacity(), colour);
            from.send(new DatagramPacket(rtp.array(), rtp.capacity(), by));
            if (isHeard(to, rtp.capacity(), colour)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeard(DatagramSocket to, int length, byte colour) throws IOException {
        var heard = new DatagramPacket(new byte[1_500], 1_500);
        try {
            to.receive(heard);
        } catch (SocketTimeoutException _) {
            return false; // The two may not be joined yet.
        }
        return heard.getLength() == length && heard.getData()[100] == colour;
    }
}
