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

    /** Test JVMs that run side by side share no ports; see test-harness/pom.xml. */
    private static final int FORK = Integer.getInteger("strowger.fork", 1) % 2;

    private static final int FROM = 5_100 + FORK * 1_400;
    private static final int MEDIA_FROM = 40_000 + FORK * 5_000;

    /** baresip takes the next for TLS. */
    private static final PortsInTurn SIP = new PortsInTurn(FROM, FROM + 1_400, 1, Ports::isFree);

    /** SIPp takes the next but one for video. */
    private static final PortsInTurn MEDIA =
            new PortsInTurn(MEDIA_FROM, MEDIA_FROM + 5_000, 2, Ports::isFree);

    private Ports() {}

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
