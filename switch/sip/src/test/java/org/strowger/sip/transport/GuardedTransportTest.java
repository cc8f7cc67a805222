package org.strowger.sip.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Clock;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.guard.Ban;
import org.strowger.sip.guard.Beginning;
import org.strowger.sip.guard.Guard;
import org.strowger.sip.guard.GuardSettings;
import org.strowger.sip.guard.Neighbours;
import org.strowger.sip.guard.Network;
import org.strowger.sip.guard.Networks;
import org.strowger.sip.guard.Offence;
import org.strowger.sip.trace.SipTap;

/** A transport whose guard bans at the second malformed message, and has few tokens. */
class GuardedTransportTest extends TransportFixture {

    private static final InetAddress DENIED = InetAddress.ofLiteral("127.0.0.3");
    private static final String GARBAGE = "nonsense";

    private final Guard guard =
            new Guard(
                    new GuardSettings(
                            true,
                            new Networks(List.of(), List.of(Network.of(DENIED))),
                            Map.of(
                                    Beginning.INVITE, 1,
                                    Beginning.REGISTER, 1,
                                    Beginning.OPTIONS, 100,
                                    Beginning.OTHER, 1),
                            Duration.ofHours(1),
                            Map.of(Offence.MALFORMED, 2, Offence.SCANNER, 1),
                            List.of("friendly-scanner"),
                            Duration.ofHours(1),
                            Duration.ofHours(1)),
                    Clock.system(),
                    1,
                    counters,
                    new Neighbours() {
                        @Override
                        public void onSignalling(Runnable step) {
                            step.run(); // One loop: nobody else writes.
                        }

                        @Override
                        public boolean isServed(Flow flow) {
                            return false;
                        }

                        @Override
                        public Set<Integer> portsInCalls(Predicate<InetAddress> who) {
                            return Set.of();
                        }

                        @Override
                        public void banned() {
                            transport.closeShut();
                        }
                    });

    @BeforeEach
    void guarded() throws IOException {
        transport.close();
        var any = List.of(new InetSocketAddress(LOOPBACK, 0));
        var limits = limits(Duration.ofSeconds(32), Duration.ofHours(1), Duration.ofHours(1));
        transport =
                new SipTransport(
                        new TransportSettings(any, any, 1, limits),
                        counters,
                        overload,
                        new SipTransport.Observers(guard, new SipTap(() -> 0)),
                        null,
                        Runnable::run);
        transport.start(receiver);
    }

    private DatagramSocket phone(InetAddress source) throws IOException {
        var socket = new DatagramSocket(0, source);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(transport.udpAddresses().getFirst());
        return socket;
    }

    private void awaitCount(SipCounter counter, long count) {
        await().until(() -> counters.value(counter) == count);
    }

    @Test
    void nothingOfABannedSourceIsReadWhileOthersAreHeard() throws Exception {
        try (var attacker = phone();
                var other = phone(InetAddress.ofLiteral("127.0.0.2"))) {
            send(attacker, GARBAGE);
            send(attacker, GARBAGE);
            send(attacker, TransportMessages.request("OPTIONS", "attacker", "h"));
            awaitCount(SipCounter.BANNED, 1);
            assertEquals(2, counters.value(SipCounter.RECEIVED));
            send(other, TransportMessages.request("OPTIONS", "other", "h"));
            assertEquals("other", next().index().callId());
            assertTrue(received.isEmpty());
            assertEquals(List.of("127.0.0.1"), guard.bans().stream().map(Ban::source).toList());
        }
    }

    @Test
    void theConnectionsOfABannedSourceAreClosedAndNoneIsAccepted() throws Exception {
        try (var idle = connect();
                var attacker = connect()) {
            send(idle, TransportMessages.stream("OPTIONS", "idle"));
            assertEquals("idle", next().index().callId());
            var broken = TransportMessages.stream("OPTIONS", "x").replace("1 OPT", "? OPT");
            send(attacker, broken);
            assertEquals("SIP/2.0 400 ", receive(attacker, 12));
            send(attacker, broken);
            receiveToTheEnd(attacker);
            assertEquals("", receiveToTheEnd(idle));
            await().until(() -> transport.connections() == 0);
            try (var again = connect()) {
                assertEquals("", receiveToTheEnd(again));
            }
            assertEquals(2, counters.value(SipCounter.CONNECTIONS_ACCEPTED));
        }
        assertEquals(2, closed.size());
    }

    /** A connection that is closed with octets unread may be reset. */
    private static String receiveToTheEnd(Socket socket) {
        var all = new StringBuilder();
        try {
            int octet = socket.getInputStream().read();
            while (octet >= 0) {
                all.append((char) octet);
                octet = socket.getInputStream().read();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("it is still open", e);
        } catch (IOException reset) {
            return all.toString();
        }
        return all.toString();
    }

    @Test
    void whatIsTooMuchIsDroppedAndOnAStreamRefused() throws Exception {
        try (var phone = phone();
                var stream = connect()) {
            for (int i = 0; i < 5; i++) {
                send(phone, TransportMessages.request("INVITE", "c" + i, "h"));
            }
            awaitCount(SipCounter.SOURCE_LIMIT_INVITE, 1);
            assertEquals(4, received.size());
            send(phone, TransportMessages.request("INVITE", "c1", "h"));
            await().until(() -> received.size() == 5);
            send(stream, TransportMessages.stream("INVITE", "s"));
            var expected = "SIP/2.0 503 Service Unavailable\r\n";
            assertEquals(expected, receive(stream, expected.length()));
            var bye =
                    TransportMessages.request("BYE", "b", "h")
                            .replace("To: <sip:4000@127.0.0.1>", "To: <sip:4000@127.0.0.1>;tag=t");
            for (int i = 0; i < 20; i++) {
                send(phone, bye);
            }
            await().until(() -> received.size() == 25);
            assertEquals(2, counters.value(SipCounter.SOURCE_LIMIT_INVITE));
            assertEquals(0, counters.value(SipCounter.OVERLOAD_503));
        }
    }

    @Test
    void aScannerIsNotEvenRefused() throws Exception {
        try (var scanner = phone()) {
            var agent = "User-Agent: friendly-scanner";
            send(scanner, TransportMessages.request("OPTIONS", "1", "h", agent));
            send(scanner, TransportMessages.request("OPTIONS", "2", "h"));
            awaitCount(SipCounter.BANNED, 1);
            assertEquals(1, counters.value(SipCounter.SCANNER));
            assertEquals(0, counters.value(SipCounter.SENT));
            assertTrue(received.isEmpty());
        }
    }

    @Test
    void aDeniedNetworkIsNotHeard() throws Exception {
        try (var denied = phone(DENIED);
                var other = phone()) {
            send(denied, TransportMessages.request("OPTIONS", "1", "h"));
            send(denied, GARBAGE);
            awaitCount(SipCounter.DENIED, 2);
            send(other, TransportMessages.request("OPTIONS", "2", "h"));
            assertEquals("2", next().index().callId());
            var server = transport.tcpAddresses().getFirst();
            try (var stream = new Socket(server.getAddress(), server.getPort(), DENIED, 0)) {
                stream.setSoTimeout(PATIENCE_MILLIS);
                assertEquals("", receiveToTheEnd(stream));
            }
            assertEquals(0, counters.value(SipCounter.MALFORMED));
            assertEquals(0, counters.value(SipCounter.CONNECTIONS_ACCEPTED));
        }
    }
}
