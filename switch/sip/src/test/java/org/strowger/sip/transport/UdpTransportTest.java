package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.transport.TransportSettings.TcpLimits;

class UdpTransportTest extends TransportFixture {

    @Rfc(number = 3581, section = "4")
    @Test
    void aDatagramComesInAndAnotherGoesBack() throws Exception {
        try (var phone = phone()) {
            send(phone, TransportMessages.request("OPTIONS", "c1", "h"));
            var message = next();

            assertEquals("c1", message.index().callId());
            assertEquals(Flow.Transport.UDP, message.flow().transport());
            assertEquals(phone.getLocalPort(), message.flow().remote().getPort());
            assertEquals(transport.udpAddresses().getFirst(), message.flow().local());
            assertTrue(transport.send(message.flow(), "hello".getBytes(UTF_8)));
            assertEquals("hello", receive(phone));
        }
    }

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void aNewCallThatHasToWaitHasIts100WhereItIsRead() throws Exception {
        keepsWaiting = true;
        try (var phone = phone()) {
            var invite = TransportMessages.request("INVITE", "c1", "h");
            send(phone, invite);
            assertTrue(next().tried());
            var trying = receive(phone);
            assertTrue(trying.startsWith("SIP/2.0 100 Trying\r\n"), trying);
            assertTrue(trying.contains("branch=z9hG4bK-c1"), trying);
            assertFalse(trying.contains("To: <sip:4000@127.0.0.1>;tag"), trying);
            send(phone, invite);
            assertFalse(next().tried(), "a copy has what its transaction sends");
            send(phone, TransportMessages.request("OPTIONS", "c2", "h"));
            assertFalse(next().tried());
            assertEquals(1, counters.value(SipCounter.SENT));
        }
    }

    @Test
    void aNewCallThatIsServedAtOnceHasItsAnswersFromItsTransaction() throws Exception {
        try (var phone = phone()) {
            send(phone, TransportMessages.request("INVITE", "c1", "h"));
            assertFalse(next().tried());
            assertEquals(0, counters.value(SipCounter.SENT));
        }
    }

    @Test
    void aKeepAliveIsNoMessage() throws Exception {
        try (var carrier = phone()) {
            send(carrier, TransportMessages.request("OPTIONS", "c1", "h"));
            transport.keepAlive(next().flow());
            assertEquals("\r\n\r\n", receive(carrier));
            assertEquals(0, counters.value(SipCounter.SENT));
        }
    }

    @Test
    void aBurstOfDatagramsGoesOutWhole() throws Exception {
        try (var phone = phone()) {
            var flow =
                    new Flow(
                            Flow.Transport.UDP,
                            transport.udpAddresses().getFirst(),
                            new InetSocketAddress(LOOPBACK, phone.getLocalPort()),
                            0);
            for (int i = 0; i < 100; i++) {
                assertTrue(transport.send(flow, Integer.toString(i).getBytes(UTF_8)));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals(Integer.toString(i), receive(phone));
            }
        }
    }

    @Rfc(number = 3261, section = "18.1.1")
    @Test
    void theLargestDatagramIsRead() throws Exception {
        try (var phone = phone()) {
            var text = TransportMessages.request("MESSAGE", "big", "h");
            send(phone, text + "x".repeat(65_507 - text.length()));
            assertEquals(65_507, next().octets().length);
        }
    }

    @Rfc(number = 5626, section = "3.5.1")
    @Test
    void keepAlivesAreDroppedSilently() throws Exception {
        try (var phone = phone()) {
            send(phone, "\r\n\r\n");
            send(phone, "\0");
            send(phone, TransportMessages.request("OPTIONS", "after", "h"));

            assertEquals("after", next().index().callId());
            assertEquals(2, counters.value(SipCounter.KEEP_ALIVE));
            assertEquals(0, counters.value(SipCounter.MALFORMED));
        }
    }

    @Test
    void aMalformedRequestIsAnsweredAndTheNextOneRead() throws Exception {
        try (var phone = phone()) {
            send(phone, "nonsense");
            send(phone, TransportMessages.request("ACK", "c1", "h", "Max-Forwards: x"));
            send(phone, "SIP/2.0 200 OK\r\n\r\n");
            send(phone, TransportMessages.request("OPTIONS", "c2", "h", "Max-Forwards: x"));

            var answer = receive(phone);
            assertTrue(answer.startsWith("SIP/2.0 400 Malformed Max-Forwards\r\n"), answer);
            assertTrue(answer.contains("Call-ID: c2\r\n"), answer);
            assertEquals(4, counters.value(SipCounter.MALFORMED));
            assertEquals(1, counters.value(SipCounter.ANSWERED_400));
            assertEquals(1, counters.value(SipCounter.SENT));
            assertTrue(received.isEmpty());
        }
    }

    @Test
    void eachOfManyIsRefusedByAnAnswerOfItsOwn() throws Exception {
        overload.refuseNewCalls(true);
        try (var phone = phone()) {
            for (int i = 0; i < 1_000; i++) {
                send(phone, TransportMessages.request("INVITE", "call-" + i, "h"));
                if (i % 100 == 99) { // As many as the phone's own buffer surely takes.
                    for (int j = i - 99; j <= i; j++) {
                        var answer = receive(phone);
                        assertTrue(answer.startsWith("SIP/2.0 503 "), answer);
                        assertTrue(answer.contains("Call-ID: call-" + j + "\r\n"), answer);
                        assertTrue(answer.endsWith("\r\n\r\n"), answer);
                    }
                }
            }
            assertEquals(0, counters.value(SipCounter.SEND_FAILED));
        }
    }

    @Test
    void aNewInviteIsRefusedWhileOverloadedAndNothingElseIs() throws Exception {
        overload.refuseNewCalls(true);
        try (var phone = phone()) {
            send(phone, TransportMessages.request("INVITE", "new", "client.invalid:9"));
            var answer = receive(phone);

            assertTrue(answer.startsWith("SIP/2.0 503 Service Unavailable\r\n"), answer);
            assertTrue(
                    answer.contains(
                            "Via: SIP/2.0/UDP client.invalid:9;branch=z9hG4bK-new;received=127.0.0.1;rport="
                                    + phone.getLocalPort()
                                    + "\r\n"),
                    answer);
            assertTrue(answer.matches("(?s).*\r\nRetry-After: [1-5]\r\n.*"), answer);
            send(
                    phone,
                    TransportMessages.request("INVITE", "in-dialog", "h")
                            .replace("To: <sip:4000@127.0.0.1>", "To: <sip:4000@127.0.0.1>;tag=t"));
            assertEquals("in-dialog", next().index().callId());
            send(phone, TransportMessages.request("BYE", "bye", "h"));
            assertEquals("bye", next().index().callId());
            assertEquals(1, counters.value(SipCounter.OVERLOAD_503));
        }
    }

    @Test
    void anInviteThatComesAgainMeetsWhatItsFirstCopyMet() throws Exception {
        var taken = TransportMessages.request("INVITE", "taken", "h");
        var refused = TransportMessages.request("INVITE", "refused", "h");
        try (var phone = phone()) {
            send(phone, taken);
            assertEquals("taken", next().index().callId());
            overload.refuseNewCalls(true);
            send(phone, taken);
            assertEquals("taken", next().index().callId(), "overload is for new calls");
            send(phone, refused);
            assertTrue(receive(phone).startsWith("SIP/2.0 503"));
            overload.refuseNewCalls(false);
            send(phone, refused);
            var refusal = receive(phone);
            assertTrue(refusal.startsWith("SIP/2.0 503"), "its caller has given up");
            send(phone, acknowledging(refusal)); // Goes no further.
            full = true;
            send(phone, taken);
            await().until(() -> counters.value(SipCounter.QUEUE_FULL) == 1);
            full = false;
            send(phone, TransportMessages.request("INVITE", "new", "h"));
            assertEquals("new", next().index().callId());
            assertEquals(2, counters.value(SipCounter.OVERLOAD_503));
        }
    }

    private static String acknowledging(String refusal) {
        var to = refusal.lines().filter(line -> line.startsWith("To: ")).findFirst().orElseThrow();
        return TransportMessages.request("ACK", "refused", "h")
                .replaceFirst("To: .*", Matcher.quoteReplacement(to));
    }

    @Rfc(number = 3261, section = "18.2.2")
    @Test
    void withoutRportTheAnswerGoesToTheSentByPort() throws Exception {
        overload.refuseNewCalls(true);
        try (var phone = phone();
                var other = new DatagramSocket(0, LOOPBACK)) {
            other.setSoTimeout(PATIENCE_MILLIS);
            var sentBy = "127.0.0.1:" + other.getLocalPort();
            send(phone, TransportMessages.request("INVITE", "x", sentBy).replace(";rport", ""));
            assertTrue(receive(other).startsWith("SIP/2.0 503"));
        }
    }

    @Test
    void aFullQueueRefusesNewCallsAndDropsTheRest() throws Exception {
        full = true;
        try (var phone = phone()) {
            send(phone, TransportMessages.request("BYE", "bye", "h"));
            send(phone, TransportMessages.request("INVITE", "new", "h"));
            assertTrue(receive(phone).contains("Call-ID: new\r\n"));
            assertEquals(2, counters.value(SipCounter.QUEUE_FULL));
        }
    }

    @Test
    void nothingIsSentToAName() {
        var name = InetSocketAddress.createUnresolved("phone.example.com", 5060);
        var local = transport.udpAddresses().getFirst();
        for (var way : Flow.Transport.values()) {
            assertFalse(transport.send(new Flow(way, local, name, 0), new byte[1]));
        }
    }

    @Test
    void anAddressInUseIsNamed() throws Exception {
        var taken = transport.udpAddresses();
        var settings = new TransportSettings(taken, List.of(), 1, TcpLimits.DEFAULT);
        var second = new SipTransport(settings, counters, overload);
        var problem = assertThrows(IOException.class, () -> second.start(receiver));
        assertEquals(
                "cannot listen on UDP 127.0.0.1:%d: Address already in use"
                                .formatted(taken.getFirst().getPort())
                        + " (sip.address and sip.port in strowger.yaml)",
                problem.getMessage());
        assertFalse(second.send(toOpen(1), new byte[1]));
    }

    @Test
    void anAddressThatIsNotThisMachinesIsNamed() {
        var elsewhere = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5060);
        var settings =
                new TransportSettings(
                        List.of(new InetSocketAddress(LOOPBACK, 0), elsewhere),
                        List.of(),
                        1,
                        TcpLimits.DEFAULT);
        var second = new SipTransport(settings, counters, overload);
        var problem = assertThrows(IOException.class, () -> second.start(receiver));
        var said = String.valueOf(problem.getMessage());
        assertTrue(said.startsWith("cannot listen on UDP [2001:db8::1]:5060: "), said);
        assertTrue(said.endsWith(" (sip.address and sip.port in strowger.yaml)"), said);
        assertFalse(second.send(toOpen(1), new byte[1]), "the first address is let go again");
    }

    @Test
    void eachVersionIsSentFromItsOwnSocket() throws Exception {
        var here = InetAddress.ofLiteral("::1");
        try (var phone = ipv6(here);
                var both = new SipTransport(bothVersions(here), counters, overload)) {
            both.start(receiver);
            assertEquals(2, both.udpAddresses().size());
            var there = new InetSocketAddress(here, phone.getLocalPort());
            var flow = new Flow(Flow.Transport.UDP, new InetSocketAddress(here, 1), there, 0);
            assertTrue(both.send(flow, "hello".getBytes(UTF_8)));
            var packet = new DatagramPacket(new byte[10], 10);
            phone.setSoTimeout(5_000);
            phone.receive(packet);
            assertEquals(both.udpAddresses().getLast(), packet.getSocketAddress());
        }
    }

    private static DatagramSocket ipv6(InetAddress here) {
        try {
            return new DatagramSocket(0, here);
        } catch (SocketException e) {
            return Assumptions.abort("this machine has no IPv6: " + e.getMessage());
        }
    }

    private static TransportSettings bothVersions(InetAddress ipv6) {
        var addresses = List.of(new InetSocketAddress(LOOPBACK, 0), new InetSocketAddress(ipv6, 0));
        return new TransportSettings(addresses, addresses, 1, TcpLimits.DEFAULT);
    }

    @Test
    void theOctetsOfADatagramAreTheMessagesOwn() throws Exception {
        try (var phone = phone()) {
            var texts = new String[20];
            Arrays.setAll(texts, i -> TransportMessages.request("OPTIONS", "c" + i, "h"));
            for (var text : texts) {
                send(phone, text);
            }
            for (var text : texts) {
                assertArrayEquals(text.getBytes(UTF_8), next().octets());
            }
        }
    }
}
