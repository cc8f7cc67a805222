package org.strowger.media.dtls;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs handshakes, so many at a time, each on a virtual thread and within a time limit. */
public final class DtlsHandshakes {

    static final int LIMIT_MILLIS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(DtlsHandshakes.class);
    private static final int LINGER_STEP_MILLIS = 1_000;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final DtlsIdentity identity;
    private final Semaphore places;

    /**
     * Makes the certificate.
     *
     * @param most handshakes at a time
     */
    public DtlsHandshakes(Instant now, int most) {
        this.identity = DtlsIdentity.make(now);
        this.places = new Semaphore(most);
    }

    /** Of our certificate, for descriptions. */
    public Fingerprint fingerprint() {
        return identity.fingerprint();
    }

    /**
     * Begins a handshake.
     *
     * @return null when there are too many
     */
    public @Nullable DtlsHandshake begin(DtlsTerms terms, DtlsHandshake.Owner owner) {
        if (!places.tryAcquire()) {
            return null;
        }
        var handshake = new DtlsHandshake(owner);
        Thread.ofVirtual().name("dtls").start(() -> run(terms, handshake));
        return handshake;
    }

    private void run(DtlsTerms terms, DtlsHandshake handshake) {
        DTLSTransport agreed = null;
        try {
            agreed = shakeHands(terms, handshake);
        } catch (IOException | RuntimeException e) {
            if (!handshake.isClosed()) {
                log.debug("a DTLS handshake has failed", e);
                handshake.owner().failed(String.valueOf(e.getMessage()));
            }
        } finally {
            places.release();
        }
        if (agreed != null) {
            linger(agreed, handshake);
        }
        handshake.end();
    }

    private DTLSTransport shakeHands(DtlsTerms terms, DtlsHandshake handshake) throws IOException {
        var negotiation = new SrtpNegotiation(terms.theirs());
        var transport = handshake.transport();
        var agreed =
                terms.active()
                        ? new DTLSClientProtocol()
                                .connect(new DtlsClient(identity, negotiation), transport)
                        : new DTLSServerProtocol()
                                .accept(new DtlsServer(identity, negotiation), transport);
        handshake.owner().agreed(negotiation.keys());
        return agreed;
    }

    /** A peer that missed our last words says its own again, and must hear ours once more. */
    private static void linger(DTLSTransport agreed, DtlsHandshake handshake) {
        long end = System.nanoTime() + LINGER_NANOS;
        try {
            var nothing = new byte[agreed.getReceiveLimit()];
            while (!handshake.isClosed() && System.nanoTime() - end < 0) {
                var _ = agreed.receive(nothing, 0, nothing.length, LINGER_STEP_MILLIS);
            }
        } catch (IOException e) {
            log.debug("a DTLS association has ended", e);
        }
    }
}
