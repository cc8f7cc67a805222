package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.message.SipLimits;

class StreamFramerTest {

    private static final String MESSAGE = "MESSAGE sip:a SIP/2.0\r\nl: 5\r\nX: y\r\n\r\nhello";
    private static final String EMPTY = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    private final List<String> seen = new ArrayList<>();
    private final StreamFramer framer =
            new StreamFramer(
                    new StreamFramer.Sink() {
                        @Override
                        public void onMessage(byte[] octets) {
                            seen.add(new String(octets, UTF_8));
                        }

                        @Override
                        public void onKeepAlive() {
                            seen.add("keep-alive");
                        }

                        @Override
                        public void onFault(StreamFramer.Fault fault, byte[] head) {
                            seen.add(fault.name());
                        }
                    });

    @Rfc(number = 3261, section = "18.3")
    @Test
    void cutsMessagesWhereverTheStreamIsSplit() {
        var stream = "\r\n" + MESSAGE + EMPTY + "\r\n\r\n" + MESSAGE;
        var expected = List.of(MESSAGE, EMPTY, "keep-alive", MESSAGE);
        for (int split = 0; split <= stream.length(); split++) {
            seen.clear();
            add(stream.substring(0, split));
            add(stream.substring(split));
            assertEquals(expected, seen, "split at " + split);
            assertFalse(framer.isPartial());
        }
    }

    @Test
    void cutsMessagesThatComeOctetByOctet() {
        (MESSAGE + EMPTY + "\r\n\r\n").chars().forEach(c -> add(Character.toString(c)));
        assertEquals(List.of(MESSAGE, EMPTY, "keep-alive"), seen);
    }

    @Test
    void cutsMessagesOutOfAnyPieces() {
        long seed = 183;
        var random = new Random(seed);
        var stream = (MESSAGE + EMPTY).repeat(500);
        int at = 0;
        while (at < stream.length()) {
            int next = Math.min(stream.length(), at + 1 + random.nextInt(300));
            add(stream.substring(at, next));
            at = next;
        }
        assertEquals(1_000, seen.size(), "seed " + seed);
        assertEquals(1_000, framer.completed());
        assertEquals(stream, String.join("", seen));
    }

    @Test
    void aMessageThatIsNotWholeIsPartial() {
        add(MESSAGE.substring(0, 20));
        assertTrue(framer.isPartial());
        add(MESSAGE.substring(20));
        assertFalse(framer.isPartial());
    }

    @Rfc(number = 3261, section = "18.3")
    @Test
    void withoutContentLengthTheStreamEnds() {
        add("OPTIONS sip:a SIP/2.0\r\nX: y\r\n\r\n" + EMPTY);
        assertEquals(List.of("NO_CONTENT_LENGTH"), seen);
    }

    @Test
    void contentLengthThatIsNoNumberOrTwoNumbersEndsTheStream() {
        add("OPTIONS sip:a SIP/2.0\r\nl: x\r\n\r\n");
        assertEquals(List.of("MALFORMED_CONTENT_LENGTH"), seen);
    }

    @Test
    void twoContentLengthsEndTheStream() {
        add("OPTIONS sip:a SIP/2.0\r\nl: 1\r\nContent-Length: 2\r\n\r\n");
        assertEquals(List.of("MALFORMED_CONTENT_LENGTH"), seen);
    }

    @Rfc(number = 3261, section = "18.3")
    @Test
    void aBodyAboveTheLimitEndsTheStreamBeforeItComes() {
        add("OPTIONS sip:a SIP/2.0\r\nContent-Length: 65537\r\n\r\n");
        assertEquals(List.of("TOO_LARGE"), seen);
    }

    @Test
    void headersWithoutEndEndTheStream() {
        add("OPTIONS sip:a SIP/2.0\r\n");
        for (int i = 0; i < 70 && seen.isEmpty(); i++) {
            add("X: " + "y".repeat(1_000) + "\r\n");
        }
        assertEquals(List.of("HEADERS_TOO_LONG"), seen);
    }

    @Test
    void theLargestMessageIsLegal() {
        int body = SipLimits.MESSAGE - "OPTIONS sip:a SIP/2.0\r\nl: 65000\r\n\r\n".length();
        var large = "OPTIONS sip:a SIP/2.0\r\nl: " + body + "\r\n\r\n" + "x".repeat(body);
        add(large + EMPTY);
        assertEquals(List.of(large, EMPTY), seen);
    }

    private void add(String text) {
        var in = Unpooled.copiedBuffer(text, UTF_8);
        framer.add(in);
        in.release();
    }
}
