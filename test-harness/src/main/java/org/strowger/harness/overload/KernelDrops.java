package org.strowger.harness.overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Datagrams that Linux threw away because the receive buffer of a socket was full: the last column
 * of {@code /proc/net/udp}, and of {@code udp6}, where a socket of Java's is that serves both.
 */
final class KernelDrops {

    private static final List<Path> SOCKETS =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    private static final int LOCAL = 1;

    private KernelDrops() {}

    /**
     * Since the socket was opened.
     *
     * @param socket an IPv4 address and port that is bound
     * @throws IllegalArgumentException when nothing is bound there
     */
    static long of(InetSocketAddress socket) throws IOException {
        var local = local(socket);
        var lines = new ArrayList<String>();
        for (var sockets : SOCKETS) {
            lines.addAll(Files.readAllLines(sockets));
        }
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[LOCAL].endsWith(local))
                .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
                .reduce(Long::sum)
                .orElseThrow(() -> new IllegalArgumentException("no socket at " + socket));
    }

    /** The address as a number of this machine's, which is little-endian, and the port. */
    private static String local(InetSocketAddress socket) {
        var octets = socket.getAddress().getAddress();
        var text = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            text.append("%02X".formatted(octets[i]));
        }
        return text.append(":%04X".formatted(socket.getPort())).toString();
    }
}
