package org.strowger.harness.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.strowger.harness.process.Bounded;

/**
 * tcpdump on the loopback device while calls are made: of the packets at one port the INVITEs and
 * the 100s. Needs root, or the capability to see packets.
 */
final class Capture implements AutoCloseable {

    /** Several 100s that left as one write pass the device as one packet. */
    private static final int SNAP = 40_000;

    /** The kernel hands packets over within a second; what it still has at the end is lost. */
    private static final long LAST_NANOS = 2_000_000_000L;

    private static final Duration READY = Duration.ofSeconds(10);
    private static final Pattern DROPPED = Pattern.compile("(\\d+) packets dropped by kernel");

    private final Bounded tcpdump;
    private final Path file;

    private Capture(Bounded tcpdump, Path file) {
        this.tcpdump = tcpdump;
        this.file = file;
    }

    /**
     * Starts it, and waits until it sees packets.
     *
     * @throws IllegalStateException when it does not
     */
    static Capture start(int port, Path folder, Duration limit) {
        var file = folder.resolve("loopback.pcap");
        // The first octets of the payload: "INVI", or "100 " behind "SIP/2.0 ".
        var filter =
                "udp port %d and (udp[8:4] = 0x494e5649 or udp[16:4] = 0x31303020)".formatted(port);
        var command =
                List.of(
                        "tcpdump",
                        "-i",
                        "lo",
                        "-n",
                        "-Z",
                        "root",
                        "-j",
                        "host",
                        "--time-stamp-precision=nano",
                        "-s",
                        String.valueOf(SNAP),
                        "-B",
                        "32768",
                        "-w",
                        file.toString(),
                        filter);
        var tcpdump = Bounded.start(command, folder, folder.resolve("tcpdump.log"), limit);
        try {
            tcpdump.awaitOutput("'listening'", text -> text.contains("listening on lo"), READY);
            return new Capture(tcpdump, file);
        } catch (RuntimeException e) {
            tcpdump.close();
            throw e;
        }
    }

    /**
     * Ends it, and reads what it saw.
     *
     * @throws IllegalStateException when the kernel could not give it everything
     */
    List<Pcap.Datagram> end() throws IOException {
        long until = System.nanoTime() + LAST_NANOS;
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        tcpdump.terminate();
        tcpdump.await();
        var dropped = DROPPED.matcher(tcpdump.output());
        if (!dropped.find() || !"0".equals(dropped.group(1))) {
            throw new IllegalStateException("tcpdump did not see it all: " + tcpdump.output());
        }
        var datagrams = Pcap.read(file);
        Files.delete(file);
        return datagrams;
    }

    @Override
    public void close() {
        tcpdump.close();
    }
}
