package org.strowger.harness.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.harness.rtp.RtpHeader;

class TransitTest {

    private static final int PHONES = 4_000;
    private static final int RELAY = 40_000;

    @Test
    void matchesWhatGoesInWithWhatComesOut() {
        var transit =
                Transit.of(
                        List.of(
                                packet(1_000_000, PHONES, 7, 0),
                                packet(1_000_500, PHONES, 7, 17),
                                packet(1_003_000, RELAY, 7, 17),
                                packet(1_009_000, RELAY, 7, 0)));

        assertEquals(2, transit.packets());
        assertEquals(2.5, transit.micros(50), 0.01);
        assertEquals(9, transit.micros(100), 0.01);
    }

    @Test
    void whatIsLostIsLaterThanEverything() {
        var packets = new ArrayList<Pcap.Datagram>();
        for (int i = 0; i < 100; i++) {
            packets.add(packet(i * 10_000L, PHONES, i, 0));
            if (i != 50) {
                packets.add(packet(i * 10_000L + 4_000, RELAY, i, 0));
            }
        }

        var transit = Transit.of(packets);

        assertEquals(1, transit.lost());
        assertEquals(4, transit.micros(99), 0.01);
        assertEquals(Double.POSITIVE_INFINITY, transit.micros(99.9));
    }

    private static Pcap.Datagram packet(long nanos, int from, long due, int leg) {
        var payload = ByteBuffer.allocate(RtpHeader.LENGTH + 12);
        payload.position(RtpHeader.LENGTH).putLong(due).putInt(leg);
        return new Pcap.Datagram(nanos, from, payload.array());
    }
}
