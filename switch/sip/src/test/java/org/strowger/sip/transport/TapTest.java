package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;
import org.strowger.sip.guard.Guard;
import org.strowger.sip.trace.LegLink;
import org.strowger.sip.trace.SipTap;
import org.strowger.sip.trace.Traced;
import org.strowger.sip.trace.TracedMessage;
import org.strowger.sip.transport.TransportSettings.TcpLimits;

/** Whoever listens to the tap hears every message, and only while he does. */
class TapTest extends TransportFixture {

    private final AtomicLong time = new AtomicLong();
    private final SipTap tap = new SipTap(time::incrementAndGet);
    private final BlockingQueue<Traced> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() throws IOException {
        transport.close();
        var any = List.of(new InetSocketAddress(LOOPBACK, 0));
        var settings = new TransportSettings(any, any, 1, TcpLimits.DEFAULT);
        transport =
                new SipTransport(
                        settings,
                        counters,
                        overload,
                        new SipTransport.Observers(Guard.off(counters), tap),
                        null,
                        Runnable::run);
        transport.start(receiver);
        tap.listener(heard::add);
    }

    private TracedMessage heard() throws InterruptedException {
        var event = heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (event instanceof TracedMessage message) {
            return message;
        }
        throw new AssertionError("no message was traced, but " + event);
    }

    private static String text(TracedMessage message) {
        return new String(message.octets(), UTF_8);
    }

    @Test
    void aDatagramThatComesAndTheOneThatGoes() throws Exception {
        var text = TransportMessages.request("OPTIONS", "c1", "h");
        try (var phone = phone()) {
            send(phone, text);
            var came = heard();
            assertEquals(text, text(came));
            assertFalse(came.sent());
            assertEquals(1, came.atMicros());
            assertEquals(phone.getLocalPort(), came.source().getPort());
            assertEquals(transport.udpAddresses().getFirst(), came.destination());
            assertTrue(transport.send(next().flow(), "hello".getBytes(UTF_8)));
            var went = heard();
            assertEquals("hello", text(went));
            assertTrue(went.sent());
            assertEquals(2, went.atMicros());
            assertEquals(came.source(), went.destination());
        }
    }

    @Test
    void whatIsMalformedAndItsAnswer() throws Exception {
        try (var phone = phone();
                var other = new DatagramSocket(0, LOOPBACK)) {
            var sentBy = "127.0.0.1:" + other.getLocalPort();
            var text = TransportMessages.request("OPTIONS", "c2", sentBy, "Max-Forwards: x");
            send(phone, text.replace(";rport", ""));
            assertFalse(heard().sent());
            var answer = heard();
            assertTrue(text(answer).startsWith("SIP/2.0 400 "), text(answer));
            assertEquals(other.getLocalPort(), answer.destination().getPort(), "without rport");
        }
    }

    @Test
    void whatAStreamBringsAndWhereItsFramingEnds() throws Exception {
        try (var phone = connect()) {
            var text = TransportMessages.request("OPTIONS", "c3", "h", "Content-Length: 0");
            send(phone, text);
            assertEquals(text, text(heard()));
            send(phone, TransportMessages.request("OPTIONS", "c4", "h"));
            assertTrue(text(heard()).contains("c4"));
            var answer = heard();
            assertTrue(text(answer).startsWith("SIP/2.0 400 Missing Content-Length"));
            assertEquals(Flow.Transport.TCP, answer.flow().transport());
        }
    }

    @Test
    void whatCouldNotBeSentIsNotTold() throws Exception {
        var name = InetSocketAddress.createUnresolved("phone.example.com", 5060);
        var local = transport.udpAddresses().getFirst();
        assertFalse(transport.send(new Flow(Flow.Transport.UDP, local, name, 0), new byte[1]));
        tap.linked("a", "b");
        assertEquals(new LegLink("a", "b"), heard.take());
    }

    @Test
    void withoutAListenerNothingIsToldAndNoTimeTaken() throws Exception {
        tap.listener(null);
        try (var phone = phone()) {
            send(phone, TransportMessages.request("OPTIONS", "c5", "h"));
            assertTrue(transport.send(next().flow(), "hello".getBytes(UTF_8)));
            assertEquals("hello", receive(phone));
        }
        tap.linked("a", "b");
        assertTrue(heard.isEmpty());
        assertEquals(0, time.get());
    }
}
