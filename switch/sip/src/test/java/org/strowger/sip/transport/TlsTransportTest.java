package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;

/** Connections over TLS; those of others unless a name says otherwise. */
class TlsTransportTest extends TransportFixture {

    @TempDir static Path made;
    private static Certified ours;
    private static Certified others;

    @TempDir Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = Certified.in(made.resolve("ours"), LOOPBACK);
        others = Certified.in(made.resolve("others"), InetAddress.ofLiteral("127.0.0.9"));
    }

    @BeforeEach
    void listen() throws IOException {
        Files.copy(ours.files().certificate(), folder.resolve("crt"));
        Files.copy(ours.files().key(), folder.resolve("key"));
        restart(null, null, Duration.ofSeconds(10));
    }

    private void restart(@Nullable Path clientCa, @Nullable Path trunkCa, Duration handshake)
            throws IOException {
        restart(clientCa, false, trunkCa, handshake);
    }

    private void restart(
            @Nullable Path clientCa, boolean clientsMay, @Nullable Path trunkCa, Duration handshake)
            throws IOException {
        var files =
                new TlsFiles(
                        folder.resolve("crt"),
                        folder.resolve("key"),
                        clientCa,
                        clientsMay,
                        trunkCa);
        var any = List.of(new InetSocketAddress(LOOPBACK, 0));
        restart(
                new TransportSettings(
                        any,
                        any,
                        new TransportSettings.Tls(any, files, Duration.ofMillis(20)),
                        TransportSettings.Web.NONE,
                        1,
                        limits(handshake)));
    }

    private static TransportSettings.TcpLimits limits(Duration handshake) {
        var patient = Duration.ofMinutes(10);
        return new TransportSettings.TcpLimits(
                3, 3, handshake, patient, patient, patient, 65_536, 2);
    }

    private SSLSocket secure() throws Exception {
        return secure(ours.client(null));
    }

    private SSLSocket secure(SSLContext context) throws IOException {
        var server = transport.addresses(Flow.Transport.TLS).getFirst();
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private Socket plain() throws IOException {
        var server = transport.addresses(Flow.Transport.TLS).getFirst();
        var socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Rfc(number = 3261, section = "26.3.1")
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void messagesGoBothWays(String version) throws Exception {
        try (var phone = secure()) {
            phone.setEnabledProtocols(new String[] {version});
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            assertEquals(version, phone.getSession().getProtocol());
            var flow = next().flow();
            assertEquals(Flow.Transport.TLS, flow.transport());
            assertTrue(transport.send(flow, "hello".getBytes(UTF_8)));
            assertEquals("hello", receive(phone, 5));
        }
        nextClosed();
    }

    @Test
    void aLargeMessageInSmallPiecesIsOne() throws Exception {
        var large =
                TransportMessages.request("MESSAGE", "c1", "h", "Content-Length: 60000")
                        + "x".repeat(60_000);
        try (var phone = secure()) {
            for (int i = 0; i < large.length(); i += 777) {
                send(phone, large.substring(i, Math.min(large.length(), i + 777)));
            }
            assertEquals(60_000, next().index().bodyLength());
        }
    }

    @Test
    void whoIsRefusedReadsWhyAndThatNothingFollows() throws Exception {
        try (var phone = secure()) {
            var head = TransportMessages.request("MESSAGE", "c1", "h", "Content-Length: 70000");
            send(phone, head + "x".repeat(20_000));
            assertTrue(receiveAll(phone).startsWith("SIP/2.0 413 "), "and no truncation");
            assertEquals(1, counters.value(SipCounter.TOO_LARGE));
        }
    }

    @Test
    void whatIsNotTlsIsClosed() throws Exception {
        try (var phone = plain()) {
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            assertFalse(receiveAll(phone).startsWith("SIP/2.0"));
            assertEquals(1, counters.value(SipCounter.TLS_FAILED));
            assertEquals(0, counters.value(SipCounter.RECEIVED));
        }
    }

    @Test
    void aHandshakeThatTakesTooLongClosesTheConnection() throws Exception {
        restart(null, null, Duration.ofMillis(50));
        try (var phone = plain()) {
            assertEquals("", receiveAll(phone));
            await().until(() -> counters.value(SipCounter.SLOW) == 1);
            assertEquals(0, counters.value(SipCounter.TLS_FAILED));
        }
    }

    @Test
    void aHandshakeNeedsAPlaceAmongTheConnections() throws Exception {
        try (var one = plain();
                var two = plain();
                var three = plain();
                var four = plain()) {
            assertEquals("", receiveAll(four));
            assertTrue(one.isConnected() && two.isConnected() && three.isConnected());
            assertEquals(1, counters.value(SipCounter.CONNECTIONS_REFUSED));
        }
        await().until(() -> transport.connections() == 0);
    }

    @Test
    void aCertificateOfTheClientIsDemandedWhereThatIsSet() throws Exception {
        restart(others.files().certificate(), null, Duration.ofSeconds(10));
        try (var stranger = secure()) {
            assertThrows(
                    IOException.class,
                    () -> {
                        send(stranger, TransportMessages.stream("OPTIONS", "c1"));
                        receive(stranger, 1);
                        throw new AssertionError("it was answered");
                    });
        }
        await().until(() -> counters.value(SipCounter.TLS_FAILED) == 1);
        try (var phone = secure(ours.client(others))) {
            send(phone, TransportMessages.stream("OPTIONS", "c2"));
            var message = next();
            assertEquals("c2", message.index().callId());
            assertTrue(transport.isVerified(message.flow(), "127.0.0.9"));
            assertFalse(transport.isVerified(message.flow(), "127.0.0.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whereAClientMayShowACertificateItMustBeAGoodOne(String version) throws Exception {
        restart(others.files().certificate(), true, null, Duration.ofSeconds(10));
        var versions = new String[] {version};
        try (var softphone = secure()) {
            softphone.setEnabledProtocols(versions);
            send(softphone, TransportMessages.stream("OPTIONS", "c1"));
            assertFalse(transport.isVerified(next().flow(), "127.0.0.9"));
        }
        try (var phone = secure(ours.client(others))) {
            phone.setEnabledProtocols(versions);
            send(phone, TransportMessages.stream("OPTIONS", "c2"));
            assertTrue(transport.isVerified(next().flow(), "127.0.0.9"));
        }
        try (var forger = secure(ours.client(ours))) {
            forger.setEnabledProtocols(versions);
            assertThrows(
                    IOException.class,
                    () -> {
                        send(forger, TransportMessages.stream("OPTIONS", "c3"));
                        receive(forger, 1);
                        throw new AssertionError("it was answered");
                    });
        }
        await().until(() -> counters.value(SipCounter.TLS_FAILED) == 1);
    }

    @Test
    void whoShowsNoCertificateIsVerifiedForNothing() throws Exception {
        try (var phone = secure()) {
            send(phone, TransportMessages.stream("OPTIONS", "c1"));
            assertFalse(transport.isVerified(next().flow(), "127.0.0.1"));
        }
    }

    @Test
    void newFilesAreForNewConnectionsAndABrokenOneForNobody() throws Exception {
        try (var before = secure()) {
            assertEquals(ours.certificate(), shown(before));
            replace("key", Files.readString(others.files().key())); // Of another certificate.
            replace("crt", Files.readString(others.files().certificate()));
            await().until(() -> {
                try (var after = secure(others.client(null))) {
                    return shown(after).equals(others.certificate());
                } catch (SSLException _) {
                    return false;
                }
            });
            replace("crt", "garbage");
            var seen = counters.value(SipCounter.CONNECTIONS_ACCEPTED);
            await().until(() -> {
                try (var after = secure(others.client(null))) {
                    assertEquals(others.certificate(), shown(after));
                }
                return counters.value(SipCounter.CONNECTIONS_ACCEPTED) > seen + 3;
            });
            send(before, TransportMessages.stream("OPTIONS", "old"));
            assertEquals("old", next().index().callId());
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsNoStart() throws Exception {
        replace("key", Files.readString(others.files().key()));
        var problem =
                assertThrows(IOException.class, () -> restart(null, null, Duration.ofSeconds(10)));
        assertEquals(
                folder.resolve("key") + ": not the key of the certificate", problem.getMessage());
        replace("key", "-----BEGIN RSA PRIVATE KEY-----");
        problem =
                assertThrows(IOException.class, () -> restart(null, null, Duration.ofSeconds(10)));
        assertTrue(String.valueOf(problem.getMessage()).contains("PKCS #8"), problem.getMessage());
    }

    private void replace(String name, String content) throws IOException {
        var next = folder.resolve("next");
        Files.writeString(next, content);
        Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        socket.startHandshake();
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @Test
    void oneOfOursIsOpenedToWhomWeTrust() throws Exception {
        restart(null, ours.files().certificate(), Duration.ofSeconds(10));
        try (var carrier = carrier(ours)) {
            var flow = toOpen(Flow.Transport.TLS, carrier.getLocalPort());
            assertTrue(transport.send(flow, "one".getBytes(UTF_8)));
            assertTrue(transport.send(flow, "two".getBytes(UTF_8)));
            try (var accepted = carrier.accept()) {
                accepted.setSoTimeout(PATIENCE_MILLIS);
                assertEquals("onetwo", receive(accepted, 6));
                send(accepted, TransportMessages.stream("OPTIONS", "back"));
                assertEquals("back", next().index().callId());
            }
            assertEquals(1, counters.value(SipCounter.CONNECTIONS_OPENED));
        }
    }

    @Test
    void oneOfOursIsNotOpenedToWhomNobodyTrusts() throws Exception {
        restart(null, others.files().certificate(), Duration.ofSeconds(10));
        assertRefused(ours);
    }

    @Test
    void oneOfOursIsNotOpenedToACertificateOfAnotherAddress() throws Exception {
        restart(null, others.files().certificate(), Duration.ofSeconds(10));
        assertRefused(others);
    }

    private void assertRefused(Certified shown) throws Exception {
        try (var carrier = carrier(shown)) {
            var flow = toOpen(Flow.Transport.TLS, carrier.getLocalPort());
            assertTrue(transport.send(flow, "one".getBytes(UTF_8)));
            try (var accepted = carrier.accept()) {
                accepted.setSoTimeout(PATIENCE_MILLIS);
                assertThrows(
                        IOException.class,
                        () -> {
                            if (receive(accepted, 3).isEmpty()) {
                                throw new IOException("ended");
                            }
                        });
            }
            var both = List.of(nextClosed().connection(), nextClosed().connection());
            assertTrue(both.contains(0L), "the flow that was sent to is told: " + both);
            assertEquals(1, counters.value(SipCounter.CONNECT_FAILED));
        }
    }

    private static SSLServerSocket carrier(Certified shown) throws Exception {
        var socket =
                (SSLServerSocket)
                        shown.client(shown)
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, LOOPBACK);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Test
    void withoutTlsOneOfOursIsNotOpened() throws IOException {
        restart(limits(Duration.ofSeconds(32), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        assertFalse(transport.send(toOpen(Flow.Transport.TLS, 5061), "one".getBytes(UTF_8)));
        assertFalse(transport.send(toOpen(Flow.Transport.WS, 5061), "one".getBytes(UTF_8)));
    }

    @Test
    void aCertificateIsMadeOnceAndItsKeyIsForItsOwner() throws Exception {
        var key = ours.files().key();
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        var then = Files.getLastModifiedTime(key);
        assertEquals(ours.files(), SelfSigned.in(made.resolve("ours"), List.of(LOOPBACK)));
        assertEquals(then, Files.getLastModifiedTime(key));
        try (var left = Files.list(made.resolve("ours"))) {
            assertEquals(2, left.count(), "nothing is left of the work");
        }
    }
}
