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
 * tcpdump on the loopback device while something is measured, of which it sees the packets that are
 * wanted. Needs root, or the capability to see packets.
 */
final class Capture implements AutoCloseable {

    /** Several 100s that left as one write pass the device as one packet. */
    private static final int SIGNALLING_SNAP = 40_000;

    /** As much of a packet as tells whose it is and when it was said. */
    private static final int VOICE_SNAP = 96;

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
     * Of the INVITEs and the 100s at a port.
     *
     * @throws IllegalStateException when it does not see them
     */
    static Capture ofInvites(int port, Path folder, Duration limit) {
        // The first octets of the payload: "INVI", or "100 " behind "SIP/2.0 ".
        var filter =
                "udp port %d and (udp[8:4] = 0x494e5649 or udp[16:4] = 0x31303020)".formatted(port);
        return start(filter, SIGNALLING_SNAP, folder, limit);
    }

    /**
     * Of voice.
     *
     * @param filter which packets, as of pcap-filter(7)
     * @throws IllegalStateException when it does not see them
     */
    static Capture ofVoice(String filter, Path folder, Duration limit) {
        return start(filter, VOICE_SNAP, folder, limit);
    }

    private static Capture start(String filter, int snap, Path folder, Duration limit) {
        var file = folder.resolve("loopback.pcap");
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
                        String.valueOf(snap),
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
