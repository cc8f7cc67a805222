package org.strowger.media.dtls;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.media.srtp.SrtpKeys;

/** Two ends of ours, with a wire between them that loses what the test says. */
class DtlsHandshakesTest {

    private static final Fingerprint NOBODYS = new Fingerprint("sha-256", "00:11");

    private final DtlsHandshakes one = new DtlsHandshakes(Instant.now(), 4);
    private final DtlsHandshakes other = new DtlsHandshakes(Instant.now(), 4);

    /** One end. */
    private static final class End implements DtlsHandshake.Owner {
        private volatile @Nullable DtlsHandshake peer;
        private volatile @Nullable SrtpKeys keys;
        private volatile @Nullable String problem;
        private final AtomicInteger lose = new AtomicInteger();

        @Override
        public void send(byte[] datagram) {
            var to = peer;
            if (to != null && lose.getAndDecrement() <= 0) {
                to.received(datagram);
            }
        }

        @Override
        public void agreed(SrtpKeys agreed) {
            keys = agreed;
        }

        @Override
        public void failed(String why) {
            problem = why;
        }

        SrtpKeys keys() {
            return Objects.requireNonNull(keys);
        }
    }

    private final End client = new End();
    private final End server = new End();

    private void begin(Fingerprint expectedOfClient, Fingerprint expectedOfServer) {
        client.peer = other.begin(new DtlsTerms(false, expectedOfClient), server);
        server.peer = one.begin(new DtlsTerms(true, expectedOfServer), client);
        assertNotNull(client.peer);
    }

    @Rfc(number = 5764, section = "4.2")
    @Test
    void bothEndsHaveTheSameKeysCrosswise() {
        begin(one.fingerprint(), other.fingerprint());
        await().until(() -> client.keys != null && server.keys != null);
        assertEquals(client.keys().ours(), server.keys().theirs());
        assertEquals(client.keys().theirs(), server.keys().ours());
        assertFalse(client.keys().ours().equals(client.keys().theirs()));
        assertNull(client.problem);
        assertNull(server.problem);
    }

    @Test
    void whatIsLostIsSentAgain() {
        client.lose.set(1);
        server.lose.set(1);
        begin(one.fingerprint(), other.fingerprint());
        await().until(() -> client.keys != null && server.keys != null);
        assertEquals(client.keys().ours(), server.keys().theirs());
    }

    @Rfc(number = 5763, section = "5")
    @Test
    void whoShowsAnotherCertificateThanTheDescriptionsIsNobody() {
        begin(NOBODYS, other.fingerprint());
        await().until(() -> server.problem != null);
        assertNull(server.keys);
    }

    @Test
    void theSameOfWhoIsCalled() {
        begin(one.fingerprint(), NOBODYS);
        await().until(() -> client.problem != null);
        assertNull(client.keys);
    }

    @Test
    void moreHandshakesThanThereArePlacesForAreNotBegun() {
        var terms = new DtlsTerms(false, NOBODYS);
        for (int i = 0; i < 4; i++) {
            assertNotNull(one.begin(terms, new End()));
        }
        assertNull(one.begin(terms, new End()));
    }

    @Test
    void aClosedOneGivesItsPlaceBackAndSaysNothing() {
        var end = new End();
        var terms = new DtlsTerms(false, NOBODYS);
        for (int i = 0; i < 4; i++) {
            Objects.requireNonNull(one.begin(terms, end)).close();
        }
        await().until(() -> one.begin(terms, end) != null);
        assertNull(end.problem);
    }

    @Test
    void whatComesToOneThatIsOverIsNotKept() {
        begin(NOBODYS, other.fingerprint());
        var failed = Objects.requireNonNull(client.peer);
        await().until(() -> server.problem != null);
        await().until(() -> {
            failed.received(new byte[] {22, 1, 2, 3});
            return failed.waiting() == 0;
        });
        failed.received(new byte[] {22, 1, 2, 3});
        assertEquals(0, failed.waiting());
    }

    @Test
    void whatIsNoDtlsIsPassedOver() {
        client.peer = other.begin(new DtlsTerms(false, one.fingerprint()), server);
        Objects.requireNonNull(client.peer).received(new byte[] {22, 1, 2, 3});
        server.peer = one.begin(new DtlsTerms(true, other.fingerprint()), client);
        await().until(() -> client.keys != null && server.keys != null);
    }

    /** Our certificate is for ECDSA: a suite with RSA would come to nothing. */
    @Test
    void whoWouldRatherHaveRsaGetsASuiteThatOurCertificateIsFor() throws IOException {
        var identity = DtlsIdentity.make(Instant.now());
        client.peer = other.begin(new DtlsTerms(false, identity.fingerprint()), server);
        var handshake = new DtlsHandshake(client);
        server.peer = handshake;
        var negotiation = new SrtpNegotiation(other.fingerprint());
        var rather =
                new DtlsClient(identity, negotiation) {
                    @Override
                    protected int[] getSupportedCipherSuites() {
                        return new int[] {
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                        };
                    }
                };
        var _ = new DTLSClientProtocol().connect(rather, handshake.transport());
        await().until(() -> server.keys != null);
        assertEquals(negotiation.keys().ours(), server.keys().theirs());
    }

    @Test
    void aHandshakeBeginsWithAHelloWhoseWriterIsKnownAgain() {
        var hello = new byte[60];
        hello[0] = 22;
        hello[13] = 1;
        hello[27] = 9;
        var random = Objects.requireNonNull(ClientHello.random(hello, hello.length));
        assertEquals(32, random.length);
        assertEquals(9, random[0]);
        assertNull(ClientHello.random(hello, 58), "cut off");
        for (int at : new int[] {0, 3, 4, 13, 19, 20, 21}) {
            var other = hello.clone();
            other[at]++;
            assertNull(ClientHello.random(other, other.length), "octet " + at);
            assertEquals(at > 13, ClientHello.isLaterPart(other, other.length), "octet " + at);
        }
        assertFalse(ClientHello.isLaterPart(hello, hello.length));
        assertFalse(ClientHello.isLaterPart(hello, 20), "cut off");
    }

    @Test
    void aFingerprintIsOfOneCertificateAndNotOfAWeakHash() {
        assertTrue(one.fingerprint().isUsable());
        assertEquals(95, one.fingerprint().value().length());
        assertFalse(one.fingerprint().equals(other.fingerprint()));
        assertFalse(new Fingerprint("SHA-1", "AB").isUsable());
        assertFalse(new Fingerprint("md5", "AB").isOf(new byte[0]));
        assertTrue(Fingerprint.of(new byte[] {1}).isOf(new byte[] {1}));
        var small = Fingerprint.of(new byte[] {1});
        assertEquals(small, new Fingerprint("SHA-256", small.value().toLowerCase(Locale.ROOT)));
    }
}
