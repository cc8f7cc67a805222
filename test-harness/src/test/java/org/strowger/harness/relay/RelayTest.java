package org.strowger.harness.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("loopback")
class RelayTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @AutoClose private final DatagramSocket server = socket();
    @AutoClose private final DatagramSocket first = socket();
    @AutoClose private final DatagramSocket second = socket();
    @AutoClose private final Relay relay = Relay.start(address(server), 1);

    @Test
    void answersFindBackToTheirClients() throws IOException {
        send(first, "one", relay.local());
        var one = receive(server);
        send(second, "two", relay.local());
        var two = receive(server);
        assertNotEquals(one.getSocketAddress(), two.getSocketAddress());
        assertEquals(relay.flow(address(first)), one.getSocketAddress());

        send(server, "to two", two.getSocketAddress());
        send(server, "to one", one.getSocketAddress());
        assertEquals("to one", text(receive(first)));
        var answer = receive(second);
        assertEquals("to two", text(answer));
        assertEquals(relay.local(), answer.getSocketAddress());
    }

    @Test
    void aClientThatNeverSpokeIsReachedByItsFlow() throws IOException {
        send(server, "invite", relay.flow(address(first)));
        assertEquals("invite", text(receive(first)));
    }

    @Test
    void whatIsLostAndDoubledIsCounted() throws IOException {
        relay.weather(Direction.TO_SWITCH, Weather.CALM.withLoss(0.5).withDuplicates(0.5));
        for (int i = 0; i < 100; i++) {
            send(first, "packet", relay.local());
        }
        await().atMost(LIMIT)
                .until(() -> {
                    var counts = relay.counts(Direction.TO_SWITCH);
                    return counts.received() == 100
                            && counts.delivered() == 100 - counts.lost() + counts.duplicated();
                });
        for (int i = 0; i < relay.counts(Direction.TO_SWITCH).delivered(); i++) {
            assertEquals("packet", text(receive(server)));
        }
    }

    @Test
    void nothingPassesWhileItIsCut() throws IOException {
        relay.cut(Duration.ofHours(1));
        send(first, "lost", relay.local());
        await().atMost(LIMIT).until(() -> relay.counts(Direction.TO_SWITCH).cut() == 1);
        relay.cut(Duration.ZERO);
        send(first, "passes", relay.local());
        assertEquals("passes", text(receive(server)));
    }

    @Test
    void aDelayIsKept() throws IOException {
        relay.weather(
                Direction.FROM_SWITCH,
                Weather.CALM.withDelay(Duration.ofMillis(200), Duration.ZERO));
        long start = System.nanoTime();
        send(server, "late", relay.flow(address(first)));
        receive(first);
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertTrue(took >= 200, () -> took + " ms");
    }

    private static DatagramSocket socket() {
        try {
            var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
            socket.setSoTimeout((int) LIMIT.toMillis());
            return socket;
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress address(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static void send(DatagramSocket from, String text, SocketAddress to)
            throws IOException {
        var octets = text.getBytes(US_ASCII);
        from.send(new DatagramPacket(octets, octets.length, to));
    }

    private static DatagramPacket receive(DatagramSocket at) throws IOException {
        var packet = new DatagramPacket(new byte[100], 100);
        at.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }
}
