package org.strowger.harness.baresip;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connection to baresip's module ctrl_tcp: JSON in netstrings, commands one way, responses and
 * events the other. A thread reads; whoever waits does so on this object's monitor.
 */
final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Socket socket;
    private final List<JsonNode> received = new ArrayList<>(); // guarded by this

    ControlSocket(int port) {
        try {
            socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("baresip-" + port).start(this::read);
    }

    void command(String command, String parameters) {
        var message = JSON.createObjectNode();
        message.put("command", command).put("params", parameters).put("token", command);
        var octets = JSON.writeValueAsBytes(message);
        var length = (octets.length + ":").getBytes(StandardCharsets.US_ASCII);
        try {
            var out = socket.getOutputStream();
            out.write(length);
            out.write(octets);
            out.write(',');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("baresip took no command " + command, e);
        }
    }

    /**
     * Waits for a message that came after the first {@code after}.
     *
     * @throws IllegalStateException if none comes in time
     */
    synchronized JsonNode await(
            String what, int after, Predicate<JsonNode> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        var found = find(after, wanted);
        while (found.isEmpty()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new IllegalStateException("baresip: no " + what + ", but " + received);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            found = find(after, wanted);
        }
        return found.get();
    }

    synchronized int count() {
        return received.size();
    }

    synchronized List<JsonNode> events(String type) {
        return received.stream().filter(m -> m.path("type").asString("").equals(type)).toList();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Optional<JsonNode> find(int after, Predicate<JsonNode> wanted) {
        return received.stream().skip(after).filter(wanted).findFirst();
    }

    private synchronized void took(JsonNode message) {
        received.add(message);
        notifyAll();
    }

    private void read() {
        try (var in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                took(JSON.readTree(netstring(in)));
            }
        } catch (EOFException | SocketException e) {
            LOG.debug("baresip has closed: {}", e.toString());
        } catch (IOException | RuntimeException e) {
            LOG.error("what baresip said could not be read", e);
        }
    }

    private static byte[] netstring(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
            if (c < '0' || c > '9') {
                throw new EOFException("no length but " + c);
            }
            length = 10 * length + c - '0';
        }
        var octets = in.readNBytes(length);
        if (octets.length < length || in.read() != ',') {
            throw new EOFException("a netstring was cut");
        }
        return octets;
    }
}
