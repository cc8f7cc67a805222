package org.strowger.harness.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for tests, all on 127.0.0.1. Those that a process will bind a moment later lie below the
 * range from which the kernel gives out its own, so that nobody takes them in between by chance.
 */
public final class Ports {

    private static final int FORKS = 4;
    private static final int SIP_PORTS = 900;
    private static final int MEDIA_PORTS = 2_500;

    /** Test JVMs that run side by side share no ports; see test-harness/pom.xml. */
    private static final int FORK = fork(System.getProperty("strowger.fork", "fork-1"));

    /** baresip takes the next for TLS. */
    private static final PortsInTurn SIP = range(5_100, SIP_PORTS, 1);

    /** SIPp takes the next but one for video. */
    private static final PortsInTurn MEDIA = range(40_000, MEDIA_PORTS, 2);

    private Ports() {}

    private static PortsInTurn range(int first, int ports, int neighbour) {
        int from = first + FORK * ports;
        return new PortsInTurn(from, from + ports, neighbour, Ports::isFree);
    }

    /**
     * Which of the ranges a test JVM has.
     *
     * @param name {@code fork-} and its number, from 1
     * @throws NumberFormatException if there is no number: two JVMs would have one range
     */
    static int fork(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1)) % FORKS;
    }

    /** An address of loopback that no other switch of a test has: all its ports are its own. */
    public static String ownAddress() {
        var random = ThreadLocalRandom.current();
        return "127.%d.%d.%d"
                .formatted(
                        random.nextInt(100, 200), random.nextInt(1, 255), random.nextInt(1, 255));
    }

    /**
     * A port that is free for UDP and for TCP now, and so is the next. Within some hundred calls it
     * is another each time.
     */
    public static int free() {
        return SIP.next();
    }

    /** The same for RTP: that port is free, and the next but one. */
    public static int media() {
        return MEDIA.next();
    }

    /** That port at 127.0.0.1. */
    public static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private static boolean isFree(int port) {
        try {
            var loopback = InetAddress.ofLiteral("127.0.0.1");
            try (var udp = new DatagramSocket(port, loopback);
                    var tcp = new ServerSocket()) {
                tcp.bind(new InetSocketAddress(loopback, port));
                return udp.isBound();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
