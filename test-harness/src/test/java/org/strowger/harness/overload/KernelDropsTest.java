package org.strowger.harness.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class KernelDropsTest {

    private static final int DATAGRAMS = 100;

    @Test
    void whatDoesNotFitIsCounted() throws IOException {
        try (var deaf = new DatagramSocket(null);
                var sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            deaf.setReceiveBufferSize(4096);
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var place = (InetSocketAddress) deaf.getLocalSocketAddress();
            assertEquals(0, KernelDrops.of(place));
            for (int i = 0; i < DATAGRAMS; i++) {
                sender.send(new DatagramPacket(new byte[1000], 1000, place));
            }
            long dropped = KernelDrops.of(place);
            assertTrue(dropped > 0 && dropped < DATAGRAMS, () -> "dropped " + dropped);
        }
    }

    @Test
    void aSocketThatIsNotThereIsNoZero() {
        var nobody = new InetSocketAddress(InetAddress.ofLiteral("127.255.255.254"), 1);
        assertThrows(IllegalArgumentException.class, () -> KernelDrops.of(nobody));
    }
}
