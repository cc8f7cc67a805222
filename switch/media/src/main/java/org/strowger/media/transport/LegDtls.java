package org.strowger.media.transport;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.dtls.DtlsHandshake;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.srtp.SrtpKeys;

/**
 * One leg's handshake: its datagrams by the leg's socket, and the keys that it gives. A passive one
 * begins with the peer's first datagram. Whoever has the peer's address, though not its
 * certificate, can spoil one: so there are several.
 */
final class LegDtls {

    private static final Logger log = LoggerFactory.getLogger(LegDtls.class);
    private static final int FIRST = 20;
    private static final int LAST = 63;
    private static final int MOST_TRIES = 3;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegCipher cipher;
    private final DtlsTerms terms;
    private @Nullable InetSocketAddress peer;
    private @Nullable DtlsHandshake handshake;
    private int tries;
    private boolean closed;

    LegDtls(RtpLeg leg, RtpLoop loop, LegCipher cipher, DtlsTerms terms) {
        this.leg = leg;
        this.loop = loop;
        this.cipher = cipher;
        this.terms = terms;
    }

    /** Whether that is DTLS and no RTP (RFC 7983, section 7). */
    static boolean isDtls(byte[] packet, int length) {
        return length > 0 && packet[0] >= FIRST && packet[0] <= LAST;
    }

    DtlsTerms terms() {
        return terms;
    }

    void connect(InetSocketAddress remote) {
        if (terms.active() && handshake == null && !closed) {
            peer = remote;
            handshake = begin();
        }
    }

    void received(byte[] octets, int length, InetSocketAddress from) {
        if (handshake == null && !terms.active() && !closed) {
            handshake = begin();
        }
        if (handshake != null) {
            peer = from;
            handshake.received(Arrays.copyOf(octets, length));
        }
    }

    private @Nullable DtlsHandshake begin() {
        var handshakes = loop.shared.dtls().get();
        var begun = handshakes == null ? null : handshakes.begin(terms, new Side());
        if (begun == null) {
            loop.shared.counters().increment(Counter.DTLS_REFUSED);
        }
        return begun;
    }

    void close() {
        closed = true;
        if (handshake != null) {
            handshake.close();
        }
    }

    private void sendNow(byte[] datagram) {
        if (peer != null) {
            cipher.send(datagram, peer);
        }
    }

    private void failedNow(String problem) {
        loop.shared.counters().increment(Counter.DTLS_FAILED);
        log.info("no DTLS with {}: {}", peer, problem);
        handshake = null;
        tries++;
        if (terms.active() || tries == MOST_TRIES) {
            leg.closeNow(); // Else a call that nobody can hear.
        }
    }

    /** What the handshake's thread says, done on the loop. */
    private final class Side implements DtlsHandshake.Owner {

        @Override
        public void send(byte[] datagram) {
            later(() -> sendNow(datagram));
        }

        @Override
        public void agreed(SrtpKeys keys) {
            later(() -> cipher.use(keys));
        }

        @Override
        public void failed(String problem) {
            later(() -> failedNow(problem));
        }

        private void later(Runnable step) {
            loop.handOver(new Later(step));
        }
    }

    private final class Later implements Handover.Held {

        private final Runnable step;

        Later(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            if (!closed) {
                leg.guard(step);
            }
        }

        @Override
        public void drop() {} // It holds nothing.
    }
}
