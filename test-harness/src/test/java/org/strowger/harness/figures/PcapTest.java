package org.strowger.harness.figures;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcapTest {

    private static final int UDP = 17;

    @Test
    void readsDatagramsAndTheirTimes() {
        for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            var file = new ByteArrayOutputStream();
            file.writeBytes(header(order, 0xa1b23c4d, 1));
            file.writeBytes(packet(order, 3, 5, UDP, 5, "INVITE"));
            file.writeBytes(packet(order, 4, 0, 6, 5, "over TCP"));
            file.writeBytes(packet(order, 4, 999_999_999, UDP, 6, "with an option"));

            var read = Pcap.read(file.toByteArray());

            assertEquals(
                    List.of(3_000_000_005L, 4_999_999_999L),
                    read.stream().map(Pcap.Datagram::nanos).toList());
            assertEquals(
                    List.of("INVITE", "with an option"),
                    read.stream().map(one -> new String(one.payload(), US_ASCII)).toList());
        }
    }

    @Test
    void leavesOutWhatIsNotAllThere() {
        var order = ByteOrder.LITTLE_ENDIAN;
        var file = new ByteArrayOutputStream();
        file.writeBytes(header(order, 0xa1b23c4d, 1));
        file.writeBytes(packet(order, 1, 0, UDP, 5, "whole"));
        var cut = packet(order, 2, 0, UDP, 5, "cut");
        file.writeBytes(Arrays.copyOf(cut, cut.length - 2));

        assertEquals(1, Pcap.read(file.toByteArray()).size());
    }

    @Test
    void refusesAnotherFile() {
        var micros = header(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 1);
        var raw = header(ByteOrder.LITTLE_ENDIAN, 0xa1b23c4d, 101);

        assertThrows(IllegalStateException.class, () -> Pcap.read(micros));
        assertThrows(IllegalStateException.class, () -> Pcap.read(raw));
        assertThrows(IllegalStateException.class, () -> Pcap.read(new byte[3]));
    }

    private static byte[] header(ByteOrder order, int magic, int link) {
        return ByteBuffer.allocate(24).order(order).putInt(magic).putInt(20, link).array();
    }

    private static byte[] packet(
            ByteOrder order, int seconds, int nanos, int protocol, int ihl, String payload) {
        int length = 14 + 4 * ihl + 8 + payload.length();
        var out = ByteBuffer.allocate(16 + length).order(order);
        out.putInt(seconds).putInt(nanos).putInt(length).putInt(length);
        out.put(16 + 14, (byte) (0x40 | ihl)).put(16 + 14 + 9, (byte) protocol);
        out.position(16 + 14 + 4 * ihl + 8);
        return out.put(payload.getBytes(US_ASCII)).array();
    }
}
