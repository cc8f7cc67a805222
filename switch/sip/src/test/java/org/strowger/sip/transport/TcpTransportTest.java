package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

class TcpTransportTest extends TransportFixture {

    @Rfc(number = 3261, section = "18.3")
    @Test
    void aStreamIsReadOctetByOctet() throws Exception {
        try (var phone = connect()) {
            var text = TransportMessages.stream("OPTIONS", "c1");
            for (int i = 0; i < text.length(); i++) {
                send(phone, text.substring(i, i + 1));
            }
            assertEquals("c1", next().index().callId());
        }
    }

    @Rfc(number = 3261, section = "18.2.2")
    @Test
    void twoMessagesInOneSegmentAreTwoAndAnswersGoBackOnTheConnection() throws Exception {
        try (var phone = connect()) {
            send(
                    phone,
                    TransportMessages.stream("OPTIONS", "c1")
                            + TransportMessages.stream("OPTIONS", "c2"));
            var first = next();
            assertEquals("c1", first.index().callId());
            assertEquals("c2", next().index().callId());
            assertEquals(Flow.Transport.TCP, first.flow().transport());
            assertTrue(first.flow().connection() > 0);
            assertTrue(transport.send(first.flow(), "hello".getBytes(UTF_8)));
            assertEquals("hello", receive(phone, 5));
        }
    }

    @Test
    void aReplyOnAClosedConnectionIsRefused() throws Exception {
        Flow flow;
        try (var phone = connect()) {
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            flow = next().flow();
        }
        assertEquals(flow, nextClosed());
        assertFalse(transport.send(flow, "late".getBytes(UTF_8)));
        assertEquals(1, counters.value(SipCounter.SEND_FAILED));
        transport.keepAlive(flow);
        assertEquals(2, counters.value(SipCounter.SEND_FAILED));
        assertEquals(0, counters.value(SipCounter.CONNECTIONS_OPENED));
    }

    @Test
    void aKeepAliveGoesByTheConnection() throws Exception {
        try (var carrier = connect()) {
            send(carrier, TransportMessages.stream("OPTIONS", "c1"));
            transport.keepAlive(next().flow());
            assertEquals("\r\n\r\n", receive(carrier, 4));
        }
    }

    @Rfc(number = 5626, section = "3.5.1")
    @Test
    void aDoubleCrlfIsAnsweredByOne() throws Exception {
        try (var phone = connect()) {
            send(phone, "\r\n\r\n");
            assertEquals("\r\n", receive(phone, 2));
            assertEquals(1, counters.value(SipCounter.KEEP_ALIVE));
        }
    }

    @Rfc(number = 3261, section = "21.4.11")
    @Test
    void contentLengthAboveTheLimitIsAnswered413AndClosed() throws Exception {
        try (var phone = connect()) {
            var head = TransportMessages.request("MESSAGE", "c1", "h", "Content-Length: 70000");
            send(phone, head + "x".repeat(20_000));
            var answer = receiveAll(phone);

            assertTrue(answer.startsWith("SIP/2.0 413 Request Entity Too Large\r\n"), answer);
            assertEquals(1, counters.value(SipCounter.TOO_LARGE));
        }
    }

    @Test
    void aStreamsMessageWithoutContentLengthIsAnswered400AndClosed() throws Exception {
        try (var phone = connect()) {
            send(phone, TransportMessages.request("OPTIONS", "c1", "h"));
            assertTrue(receiveAll(phone).startsWith("SIP/2.0 400 Missing Content-Length\r\n"));
            assertEquals(1, counters.value(SipCounter.FRAMING_LOST));
        }
    }

    /** What comes behind it is no request, or one whose end is not known. */
    @Rfc(number = 4475, section = "3.1.1.8")
    @ParameterizedTest
    @CsvSource({"noise, ''", "request, SIP/2.0 400 Missing Content-Length"})
    void theAnswerToAGoodMessageLeavesWhateverComesBehindIt(String behind, String refusal)
            throws Exception {
        try (var phone = connect()) {
            var rest =
                    behind.equals("noise")
                            ? "a=noise\r\n\r\n"
                            : TransportMessages.request("OPTIONS", "c2", "h");
            send(phone, TransportMessages.stream("OPTIONS", "c1") + rest);
            var good = next();
            await().until(() -> counters.value(SipCounter.FRAMING_LOST) == 1);

            assertTrue(transport.send(good.flow(), "answer".getBytes(UTF_8)));
            var all = receiveAll(phone);
            assertTrue(all.startsWith(refusal) && all.endsWith("answer"), all);
            assertEquals(good.flow(), nextClosed());
        }
    }

    @Test
    void aMalformedMessageWhoseEndIsKnownDoesNotEndTheStream() throws Exception {
        try (var phone = connect()) {
            send(
                    phone,
                    TransportMessages.request(
                                    "OPTIONS", "c1", "h", "Max-Forwards: x", "Content-Length: 0")
                            + TransportMessages.stream("OPTIONS", "c2"));
            assertEquals("c2", next().index().callId());
            assertTrue(receive(phone, 20).startsWith("SIP/2.0 400 "));
        }
    }

    @Test
    void headersWithoutEndCloseTheConnection() throws Exception {
        try (var phone = connect()) {
            send(phone, "OPTIONS sip:a SIP/2.0\r\n");
            assertThrows(
                    IOException.class,
                    () -> {
                        for (int i = 0; i < 100_000; i++) { // The kernel holds some megabytes.
                            send(phone, "X: " + "y".repeat(4_000) + "\r\n");
                        }
                    });
            assertEquals(1, counters.value(SipCounter.FRAMING_LOST));
        }
    }

    @Test
    void aConnectionAboveTheLimitIsClosed() throws Exception {
        try (var one = connect();
                var two = connect();
                var three = connect();
                var four = connect()) {
            assertEquals("", receiveAll(four));
            send(one, TransportMessages.stream("OPTIONS", "c1"));
            next();
            assertEquals(3, transport.connections());
            assertEquals(1, counters.value(SipCounter.CONNECTIONS_REFUSED));
            assertTrue(two.isConnected() && three.isConnected());
        }
        await().until(() -> transport.connections() == 0);
        try (var again = connect()) {
            send(again, TransportMessages.stream("OPTIONS", "c2"));
            assertEquals("c2", next().index().callId());
        }
    }

    @Test
    void aMessageThatTakesTooLongClosesTheConnection() throws Exception {
        restart(limits(Duration.ofMillis(50), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        try (var phone = connect()) {
            send(phone, "OPTIONS sip:a");
            assertEquals("", receiveAll(phone));
            assertEquals(1, counters.value(SipCounter.SLOW));
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        restart(limits(Duration.ofSeconds(32), Duration.ofMillis(50), Duration.ofMinutes(10)));
        try (var phone = connect()) {
            assertEquals("", receiveAll(phone));
            assertEquals(1, counters.value(SipCounter.IDLE));
        }
    }

    @Test
    void aConnectionThatBroughtAMessageMayBeIdleForLonger() throws Exception {
        restart(limits(Duration.ofSeconds(32), Duration.ofSeconds(1), Duration.ofMinutes(10)));
        try (var phone = connect()) {
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            next();
            try (var stranger = connect()) {
                assertEquals("", receiveAll(stranger), "closed, and it was the later of the two");
            }
            send(phone, TransportMessages.stream("OPTIONS", "c2"));
            assertEquals("c2", next().index().callId());
            assertEquals(1, counters.value(SipCounter.IDLE));
        }
    }

    @Test
    void aConnectionThatBroughtAMessageIsClosedInTheEnd() throws Exception {
        restart(limits(Duration.ofSeconds(32), Duration.ofMillis(100), Duration.ofMillis(200)));
        try (var phone = connect()) {
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            assertEquals("", receiveAll(phone));
            assertEquals(1, counters.value(SipCounter.IDLE));
        }
    }

    @Test
    void aPeerThatDoesNotReadFillsTheBufferAndNoMore() throws Exception {
        try (var phone = connect()) {
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            var flow = next().flow();
            var message = new byte[32_768];
            int sent = 0;
            while (transport.send(flow, message) && sent < 10_000) {
                sent++;
            }
            assertTrue(sent < 10_000, "the buffer never filled");
            assertEquals(1, counters.value(SipCounter.SEND_FAILED));
        }
    }

    @Rfc(number = 3261, section = "18.1.1")
    @Test
    void sendingToAFlowWithoutConnectionOpensOneAndUsesItAgain() throws Exception {
        try (var server = new ServerSocket(0, 10, LOOPBACK)) {
            server.setSoTimeout(PATIENCE_MILLIS);
            var flow = toOpen(server.getLocalPort());
            assertTrue(transport.send(flow, "one".getBytes(UTF_8)));
            assertTrue(transport.send(flow, "two".getBytes(UTF_8)));
            try (var accepted = server.accept()) {
                accepted.setSoTimeout(PATIENCE_MILLIS);
                assertEquals("onetwo", receive(accepted, 6));
                assertTrue(transport.send(flow, "three".getBytes(UTF_8)));
                assertEquals("three", receive(accepted, 5));
                send(accepted, TransportMessages.stream("OPTIONS", "back"));
                var message = next();
                assertEquals("back", message.index().callId());
                assertTrue(message.flow().connection() > 0);
            }
            var both = List.of(nextClosed().connection(), nextClosed().connection());
            assertTrue(both.contains(0L), "the flow that was sent to is told: " + both);
            assertEquals(1, counters.value(SipCounter.CONNECTIONS_OPENED));
        }
    }

    @Test
    void aConnectionThatCannotBeOpenedIsTold() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, LOOPBACK)) {
            port = server.getLocalPort();
        }
        var flow = toOpen(port);
        assertTrue(transport.send(flow, "one".getBytes(UTF_8)));
        assertEquals(flow, nextClosed());
        assertEquals(1, counters.value(SipCounter.CONNECT_FAILED));
    }
}
