package org.strowger.harness.flood;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("loopback")
class FloodRunTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void whatIsSentIsBoundedAndWhatIsAnsweredIsCounted() throws IOException {
        try (var server = new DatagramSocket(0, LOOPBACK)) {
            var answering = Thread.ofVirtual().start(() -> answer(server));
            var target = (InetSocketAddress) server.getLocalSocketAddress();
            var result =
                    Flood.run(
                            Barrages.invites(target, "4000", 1),
                            LOOPBACK,
                            200,
                            Duration.ofSeconds(1));
            assertTrue(result.sent() > 0 && result.sent() <= 200, result::toString);
            assertEquals(result.sent(), result.answers().getOrDefault(503, 0L));
            assertTrue(answering.isAlive());
        }
    }

    private static void answer(DatagramSocket server) {
        var octets = "SIP/2.0 503 Busy\r\nCSeq: 1 INVITE\r\n\r\n".getBytes(US_ASCII);
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        try {
            while (true) {
                server.receive(packet);
                server.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            assertTrue(server.isClosed());
        }
    }
}
