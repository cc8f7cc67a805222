package org.strowger.server.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.strowger.control.SipTrace;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.trace.SipTap;

/** A collector on the loopback that takes packets apart in its own way. */
class HepTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 10_000;

    private final SipTap tap = new SipTap(() -> 1_700_000_000_123_456L);

    private static Tracer tracer(SipTap tap, SwitchConf.Hep hep) throws IOException {
        return new Tracer(tap, hep, () -> CompletableFuture.completedFuture(List.of()));
    }

    private static Flow flow(String remote) {
        return new Flow(
                Flow.Transport.UDP,
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060),
                new InetSocketAddress(InetAddress.ofLiteral(remote), 5070),
                0);
    }

    private static String request(String callId) {
        return """
        BYE sip:4000@192.0.2.1 SIP/2.0\r
        Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r
        From: <sip:1001@192.0.2.9>;tag=1\r
        To: <sip:4000@192.0.2.1>;tag=2\r
        Call-ID: %s\r
        CSeq: 1 BYE\r
        Authorization: Digest response="0123"\r
        \r
        """
                .formatted(callId);
    }

    /** Values by type, in hexadecimal. */
    private static Map<Integer, String> chunks(DatagramSocket collector) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        collector.receive(packet);
        var octets = packet.getData();
        assertEquals("HEP3", new String(octets, 0, 4, UTF_8));
        assertEquals(packet.getLength(), number(octets, 4));
        var chunks = new TreeMap<Integer, String>();
        int at = 6;
        while (at < packet.getLength()) {
            assertEquals(0, number(octets, at), "a generic chunk");
            var value = new StringBuilder();
            for (int i = at + 6; i < at + number(octets, at + 4); i++) {
                value.append("%02x".formatted(octets[i]));
            }
            assertNull(chunks.put(number(octets, at + 2), value.toString()));
            at += number(octets, at + 4);
        }
        assertEquals(packet.getLength(), at);
        return chunks;
    }

    private static int number(byte[] octets, int at) {
        return ((octets[at] & 0xff) << 8) | (octets[at + 1] & 0xff);
    }

    private static String hex(String text) {
        var hex = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            hex.append("%02x".formatted(octet));
        }
        return hex.toString();
    }

    @Test
    void everyMessageReachesTheCollectorWithoutItsSecrets() throws IOException {
        try (var collector = new DatagramSocket(0, LOOPBACK)) {
            collector.setSoTimeout(PATIENCE_MILLIS);
            var address = (InetSocketAddress) collector.getLocalSocketAddress();
            var tracer = tracer(tap, new SwitchConf.Hep(address, 2001, "secret"));
            assertTrue(tap.now() > 0, "on from the start");
            tap.received(flow("198.51.100.7"), request("c1").getBytes(UTF_8));
            assertEquals(
                    Map.ofEntries(
                            Map.entry(1, "02"),
                            Map.entry(2, "11"),
                            Map.entry(3, "c6336407"),
                            Map.entry(4, "c0000201"),
                            Map.entry(7, "13ce"),
                            Map.entry(8, "13c4"),
                            Map.entry(9, "6553f100"),
                            Map.entry(10, "0001e240"),
                            Map.entry(11, "01"),
                            Map.entry(12, "000007d1"),
                            Map.entry(14, hex("secret")),
                            Map.entry(15, hex(request("c1").replace("0123", "****"))),
                            Map.entry(17, hex("c1"))),
                    chunks(collector));
            tap.sent(tap.now(), flow("198.51.100.7"), "junk".getBytes(UTF_8));
            var second = chunks(collector);
            assertEquals("c0000201", second.get(3), "now the switch is the source");
            assertFalse(second.containsKey(17), "no Call-ID, no correlation");
            await().until(() -> tracer.counters().equals(counted(2, 0)));
            tracer.open(new SipTrace.Query(null, null, null, false)).close();
            assertTrue(tap.now() > 0, "still on when the last viewer has left");
            tracer.close();
            assertEquals(0, tap.now());
        }
    }

    private static Map<String, Long> counted(long sent, long failed) {
        return Map.of("lost", 0L, "hepSent", sent, "hepFailed", failed);
    }

    @Test
    void whatWaitsIsSentBeforeTheEnd() throws IOException {
        try (var collector = new DatagramSocket(0, LOOPBACK)) {
            collector.setSoTimeout(PATIENCE_MILLIS);
            var address = (InetSocketAddress) collector.getLocalSocketAddress();
            try (var _ = tracer(tap, new SwitchConf.Hep(address, 1, null))) {
                for (int i = 0; i < 50; i++) {
                    tap.received(flow("198.51.100.7"), request("c" + i).getBytes(UTF_8));
                }
            }
            for (int i = 0; i < 50; i++) {
                assertEquals(hex("c" + i), chunks(collector).get(17));
            }
        }
    }

    @Test
    void aCollectorThatCannotBeReachedIsCounted() throws IOException {
        var nowhere = new InetSocketAddress(LOOPBACK, 0);
        try (var tracer = tracer(tap, new SwitchConf.Hep(nowhere, 1, null))) {
            tap.received(flow("198.51.100.7"), request("c1").getBytes(UTF_8));
            await().until(() -> tracer.counters().equals(counted(0, 1)));
        }
    }
}
