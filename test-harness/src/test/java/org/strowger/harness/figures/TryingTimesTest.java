package org.strowger.harness.figures;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TryingTimesTest {

    private static final int PORT = 5_060;

    @Test
    void matchesByTheBranchOfTheTopmostVia() {
        var times =
                TryingTimes.of(
                        List.of(
                                invite(1_000, "a"),
                                invite(2_000, "b"),
                                trying(5_000, "b"),
                                trying(11_000, "a")));

        assertEquals(List.of(3.0, 10.0), times.micros());
        assertEquals(0, times.unanswered());
    }

    @Test
    void countsFromTheFirstCopyToTheFirstAnswer() {
        var times =
                TryingTimes.of(
                        List.of(
                                invite(0, "a"),
                                invite(4_000, "a"),
                                trying(6_000, "a"),
                                trying(7_000, "a"),
                                trying(8_000, "of somebody else's")));

        assertEquals(List.of(6.0), times.micros());
    }

    @Test
    void severalOfOneWriteAreOnePacket() {
        var two = trying(9_000, "a");
        var octets = new String(two.payload(), US_ASCII);
        var both = (octets + octets.replace("bKa", "bKb")).getBytes(US_ASCII);
        var packets =
                List.of(
                        invite(1_000, "a"),
                        invite(2_000, "b"),
                        new Pcap.Datagram(two.nanos(), PORT, both));

        assertEquals(List.of(7.0, 8.0), TryingTimes.of(packets).micros());
    }

    @Test
    void whoHasNo100IsLaterThanAll() {
        var packets = new ArrayList<Pcap.Datagram>();
        for (int i = 1; i <= 98; i++) {
            packets.add(invite(0, "x" + i));
            packets.add(trying(1_000L * i, "x" + i));
        }
        packets.add(invite(0, "y1"));
        packets.add(invite(0, "y2"));
        var times = TryingTimes.of(packets);

        assertEquals(2, times.unanswered());
        assertEquals(50, times.quantile(0.5));
        assertEquals(98, times.quantile(0.98));
        assertEquals(Double.POSITIVE_INFINITY, times.quantile(0.99));
    }

    private static Pcap.Datagram invite(long nanos, String branch) {
        return datagram(nanos, "INVITE sip:4001@127.0.0.1 SIP/2.0\r\n", branch);
    }

    private static Pcap.Datagram trying(long nanos, String branch) {
        return datagram(nanos, "SIP/2.0 100 Trying\r\n", branch);
    }

    private static Pcap.Datagram datagram(long nanos, String start, String branch) {
        var text =
                start
                        + "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK"
                        + branch
                        + ";received=127.0.0.1\r\nCall-ID: 1\r\n";
        return new Pcap.Datagram(nanos, PORT, text.getBytes(US_ASCII));
    }
}
