package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/**
 * Good messages with bad octets in them, and lines of one message in another. Nothing is thrown, no
 * bug is met on the way, and nothing stays.
 */
class HostileTest {

    private static final int MESSAGES = 300;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesMutatedMessages(long seed) {
        var random = new Random(seed);
        var bench = new Bench();
        bench.hub.onIncoming =
                leg -> {
                    switch (random.nextInt(3)) {
                        case 0 -> leg.reject(404);
                        case 1 -> leg.answer(Bench.OURS);
                        default -> leg.ring();
                    }
                };
        var good = new ArrayList<>(goodMessages());
        for (int i = 0; i < MESSAGES; i++) {
            feed(bench, mutated(random, good));
            if (!bench.sent.isEmpty() && random.nextInt(4) == 0) {
                good.add(Bench.inDialog("BYE", i, bench.sent.getLast(), ""));
                good.add(Bench.inDialog("INVITE", i, bench.sent.getLast(), Bench.SDP));
            }
            bench.time.advanceMillis(random.nextInt(200));
        }
        bench.hub.legs.forEach(leg -> leg.hangUp("over"));
        bench.rest();
        bench.rest();
        bench.rest();
        assertTrue(bench.atRest(), "seed " + seed);
        long ends = bench.hub.told.stream().filter(line -> line.contains(" ended ")).count();
        assertEquals(bench.hub.legs.size(), ends, "seed " + seed);
        assertTrue(
                bench.sent.stream().noneMatch(line -> line.contains("Internal error")),
                "a bug was met at seed " + seed);
    }

    private static List<String> goodMessages() {
        return List.of(
                Bench.invite(Map.of()),
                Bench.invite(
                        Map.of(
                                "branch", "old",
                                "Call-ID", "2",
                                "lines",
                                        "Record-Route: <sip:127.0.0.7;lr>\r\nSupported: timer\r\n")),
                Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE", "CSeq", "1 ACK"), ""),
                Bench.request("CANCEL", Map.of("branch", "z9hG4bK-INVITE"), ""),
                Bench.request("OPTIONS", Map.of(), ""),
                Registers.message("1001", "<sip:a@b>;expires=60", 1, ""),
                Registers.message(
                        "1001",
                        "*",
                        2,
                        "Authorization: Digest username=\"1001\", realm=\"strowger\"\r\n"));
    }

    private static byte[] mutated(Random random, List<String> good) {
        var lines = new ArrayList<>(List.of(any(random, good).split("\r\n", -1)));
        var others = any(random, good).split("\r\n", -1);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(3)) {
                case 0 -> lines.set(at, others[random.nextInt(others.length)]);
                case 1 -> lines.add(at, others[random.nextInt(others.length)]);
                default -> lines.set(at, lines.get(at).repeat(1 + random.nextInt(3)));
            }
        }
        var octets = String.join("\r\n", lines).getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
        for (int i = random.nextInt(4); i > 0; i--) {
            octets[random.nextInt(octets.length)] =
                    (byte) "<>;:@\",=%\r\n \t\0a0\u00ff".charAt(random.nextInt(17));
        }
        return octets;
    }

    private static String any(Random random, List<String> good) {
        return good.get(random.nextInt(good.size()));
    }

    private static void feed(Bench bench, byte[] octets) {
        try {
            bench.core.received(
                    new InboundMessage(octets, SipIndex.of(octets), Bench.flow("127.0.0.9", 5060)));
        } catch (MalformedSipMessageException _) {
            // The I/O loop's to answer: it never comes here.
        }
    }
}
