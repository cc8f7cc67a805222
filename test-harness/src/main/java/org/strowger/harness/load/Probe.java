package org.strowger.harness.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asks a switch with OPTIONS (RFC 3261, section 11) whether it is there: before the first call, and
 * then once a second, as whoever makes calls into nothing sees only that they take long.
 */
final class Probe implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final int WAIT_MS = 700;
    private static final int SECOND_MS = 1_000;

    /** An overloaded switch may not find the time to answer; a dead one never does. */
    private static final int SILENT_SECONDS = 10;

    private static final int LARGEST = 65_535;
    private static final int SHOWN = 40;

    private final InetSocketAddress remote;
    private final DatagramSocket socket;
    private int number;
    private volatile String death = "";
    private volatile boolean closed;

    private Probe(InetSocketAddress remote, DatagramSocket socket) {
        this.remote = remote;
        this.socket = socket;
    }

    static Probe open(InetSocketAddress remote) {
        try {
            var socket = new DatagramSocket();
            socket.connect(remote);
            return new Probe(remote, socket);
        } catch (IOException e) {
            throw new LoadFailure("cannot reach " + remote + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits for an answer, and from then on watches.
     *
     * @throws LoadFailure when none comes, or one that is not SIP
     */
    void demandAnswer() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var answer = ask();
            if (answer.isPresent()) {
                if (!answer.get().startsWith("SIP/2.0 ")) {
                    throw new LoadFailure(
                            "%s answers, but not SIP: \"%s\""
                                    .formatted(remote, shown(answer.get())));
                }
                Thread.ofVirtual().name("probe").start(this::watch);
                return;
            }
        }
        throw new LoadFailure(
                "nothing answers OPTIONS at %s:%d; does a switch run there?"
                        .formatted(remote.getHostString(), remote.getPort()));
    }

    /** Empty while it lives; how it died. */
    Optional<String> death() {
        return Optional.of(death).filter(words -> !words.isEmpty());
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }

    private void watch() {
        int silent = 0;
        while (!closed && death.isEmpty()) {
            silent = ask().isPresent() ? 0 : silent + 1;
            if (silent == SILENT_SECONDS && !closed) {
                death = "the target has not answered OPTIONS for " + SILENT_SECONDS + " s";
            }
            pause();
        }
    }

    private Optional<String> ask() {
        var request = request().getBytes(StandardCharsets.US_ASCII);
        var answer = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            socket.setSoTimeout(WAIT_MS);
            socket.send(new DatagramPacket(request, request.length, remote));
            socket.receive(answer);
            return Optional.of(
                    new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (PortUnreachableException e) {
            pause();
            return Optional.empty();
        } catch (IOException e) {
            if (!closed) {
                death = "the target cannot be reached any more: " + e.getMessage();
            }
            return Optional.empty();
        }
    }

    private String request() {
        number++;
        var local = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        var host = remote.getAddress().getHostAddress() + ":" + remote.getPort();
        return """
        OPTIONS sip:%s SIP/2.0
        Via: SIP/2.0/UDP %s;branch=z9hG4bKprobe%d;rport
        Max-Forwards: 70
        From: <sip:probe@%s>;tag=probe
        To: <sip:%s>
        Call-ID: probe-%d@%s
        CSeq: 1 OPTIONS
        Content-Length: 0

        """
                .formatted(host, local, number, local, host, number, local)
                .replace("\n", "\r\n");
    }

    private static String shown(String answer) {
        var line = answer.lines().findFirst().orElse("").replaceAll("\\P{Print}", "?");
        return line.substring(0, Math.min(SHOWN, line.length()));
    }

    private static void pause() {
        try {
            Thread.sleep(SECOND_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
