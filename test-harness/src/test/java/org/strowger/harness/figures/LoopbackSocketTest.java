package org.strowger.harness.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class LoopbackSocketTest {

    private static final int BUFFER = 65_536;

    @Test
    void sendsAndReceivesWithoutWaiting() throws IOException {
        try (var one = LoopbackSocket.open(BUFFER);
                var other = LoopbackSocket.open(BUFFER);
                var arena = Arena.ofConfined()) {
            var into = arena.allocate(2_048);
            assertTrue(other.receive(into) < 0, "nothing is there");

            assertTrue(one.send(arena.allocateFrom("voice"), other.address().getPort()));

            assertEquals(6, other.receive(into), "with the zero at its end");
            assertEquals("voice", into.getString(0));
            assertTrue(other.receive(into) < 0, "there was one");
        }
    }

    @Test
    void isAnOrdinarySocketToOthers() throws IOException {
        try (var ours = LoopbackSocket.open(BUFFER);
                var theirs = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var arena = Arena.ofConfined()) {
            theirs.setSoTimeout(5_000);
            theirs.send(new DatagramPacket(new byte[] {7}, 1, ours.address()));
            var into = arena.allocate(16);
            assertEquals(1, ours.receive(into));
            assertEquals(7, into.get(ValueLayout.JAVA_BYTE, 0));

            assertTrue(ours.send(into, theirs.getLocalPort()));

            var packet = new DatagramPacket(new byte[64], 64);
            theirs.receive(packet);
            assertEquals(16, packet.getLength());
            assertEquals(ours.address(), packet.getSocketAddress());
        }
    }
}
