package org.strowger.harness.load.watch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * What the machine can do at this hour. A virtual machine has neighbours: the same call costs a
 * third more when they are busy. Figures of two runs compare by what this work cost in each.
 */
public final class Yardstick {

    private static final int OCTETS = 500;
    private static final int WARM_UP = 50_000;
    private static final int DATAGRAMS = 200_000;
    private static final double NANOS_IN_MICRO = 1e3;

    private Yardstick() {}

    /**
     * CPU in microseconds, kernel included, of a thread that sends a datagram of 500 octets to
     * itself on loopback and reads it.
     */
    public static double microsPerDatagram() throws IOException {
        try (var channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.connect(channel.getLocalAddress());
            thereAndBack(channel, WARM_UP);
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            thereAndBack(channel, DATAGRAMS);
            return (threads.getCurrentThreadCpuTime() - before) / NANOS_IN_MICRO / DATAGRAMS;
        }
    }

    private static void thereAndBack(DatagramChannel channel, int datagrams) throws IOException {
        var octets = ByteBuffer.allocateDirect(OCTETS);
        for (int i = 0; i < datagrams; i++) {
            channel.write(octets.clear());
            channel.read(octets.clear());
        }
    }
}
