package org.strowger.media.transport;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.dtls.ClientHello;
import org.strowger.media.dtls.DtlsHandshake;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.dtls.ServerHello;
import org.strowger.media.srtp.SrtpKeys;

/**
 * One leg's handshake: its datagrams by the leg's socket, and the keys that it gives. A passive one
 * begins with the peer's hello. Ours go to where that came from, or the first answer to ours, and
 * nowhere else: others may be behind the same address. Whoever has it, though not the certificate,
 * can spoil one: so there are several. Without keys a leg is not left standing. With keys the peer
 * may begin anew, as one does whose voice has moved (RFC 8842, section 3.1): they stand until there
 * are others. It may do so once in two seconds: until then its hello is as good as lost, and it
 * says it again.
 */
final class LegDtls {

    private static final Logger log = LoggerFactory.getLogger(LegDtls.class);
    private static final int FIRST = 20;
    private static final int LAST = 63;
    private static final int MOST_TRIES = 3;

    /** How long an answered call may be without keys: two handshakes that come to nothing. */
    static final long LIMIT_MICROS = 20_000_000;

    /** Between handshakes of a peer that has keys: each costs more than a call. */
    static final long ANEW_MICROS = 2_000_000;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegCipher cipher;
    private final DtlsTerms terms;
    private @Nullable InetSocketAddress named; // where we are to begin
    private @Nullable InetSocketAddress peer;
    private boolean isAnswered; // what we have begun
    private @Nullable DtlsHandshake handshake;
    private byte @Nullable [] early; // a later part of a hello whose first has not come
    private byte @Nullable [] begunBy; // the peer's first octets of it
    private long anewFrom; // when the next one may begin that is not needed
    private int tries;
    private long waitsFrom = -1; // since when there should be keys; -1 for not yet, or for ever
    private boolean agreed;
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
        if (terms.active() && !closed) {
            named = remote;
            call();
        }
    }

    /** Begins, where that is ours and is not done. */
    private void call() {
        if (handshake == null && named != null) {
            peer = named;
            isAnswered = false;
            handshake = begin();
        }
    }

    /** Looks at the time, from the call's answer on. */
    void look(long now) {
        if (agreed || closed) {
            return;
        }
        if (waitsFrom < 0) {
            waitsFrom = now;
        } else if (now - waitsFrom >= LIMIT_MICROS) {
            loop.shared.counters().increment(Counter.DTLS_FAILED);
            log.info("no DTLS with {} since the answer", peer);
            leg.closeNow();
        } else {
            call(); // Where there was no place for it.
        }
    }

    void received(byte[] octets, int length, InetSocketAddress from) {
        if (terms.active()) {
            answered(octets, length, from);
        } else if (!closed) {
            answer(octets, length, from);
        }
        if (handshake != null) {
            handshake.received(Arrays.copyOf(octets, length));
        }
    }

    /** The first answer to what we have begun shows where the peer is. */
    private void answered(byte[] octets, int length, InetSocketAddress from) {
        if (!isAnswered && ServerHello.is(octets, length)) {
            isAnswered = true;
            peer = from;
        }
    }

    /** A handshake for the peer's datagram, if it is one that begins. */
    private void answer(byte[] octets, int length, InetSocketAddress from) {
        var hello = ClientHello.random(octets, length);
        if (hello == null) {
            if (handshake == null && ClientHello.isLaterPart(octets, length)) {
                early = Arrays.copyOf(octets, length);
            }
        } else if (handshake != null && Arrays.equals(hello, begunBy)) {
            peer = from; // Said again, perhaps by another pair: nobody else knows those octets.
        } else if (agreed ? mayBeginAnew(hello) : handshake == null) {
            answer(hello, from);
        }
    }

    private boolean mayBeginAnew(byte[] hello) {
        return loop.nowMicros() >= anewFrom && !Arrays.equals(hello, begunBy);
    }

    private void answer(byte[] hello, InetSocketAddress from) {
        var begun = begin();
        if (begun == null) {
            return;
        }
        if (handshake != null) {
            handshake.close();
        }
        handshake = begun;
        peer = from;
        begunBy = hello;
        anewFrom = agreed ? loop.nowMicros() + ANEW_MICROS : anewFrom;
        if (early != null) {
            begun.received(early);
            early = null;
        }
    }

    private @Nullable DtlsHandshake begin() {
        var handshakes = loop.shared.dtls().get();
        var side = new Side();
        var begun = handshakes == null ? null : handshakes.begin(terms, side);
        side.mine = begun;
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

    private void agreedNow(SrtpKeys keys) {
        agreed = true;
        cipher.use(keys);
    }

    private void failedNow(String problem) {
        loop.shared.counters().increment(Counter.DTLS_FAILED);
        log.info("no DTLS with {}: {}", peer, problem);
        handshake = null;
        tries++;
        if (agreed) {
            return; // As it was before.
        }
        if (tries == MOST_TRIES) {
            leg.closeNow(); // Else a call that nobody can hear.
        } else {
            call();
        }
    }

    /** What a handshake's thread says, done on the loop, if it is still the leg's. */
    private final class Side implements DtlsHandshake.Owner {

        private @Nullable DtlsHandshake mine; // the loop's

        @Override
        public void send(byte[] datagram) {
            later(() -> sendNow(datagram));
        }

        @Override
        public void agreed(SrtpKeys keys) {
            later(() -> agreedNow(keys));
        }

        @Override
        public void failed(String problem) {
            later(() -> failedNow(problem));
        }

        private void later(Runnable step) {
            loop.handOver(new Later(() -> mine(step)));
        }

        /** What an older one says, that another has followed, is nothing to the leg. */
        private void mine(Runnable step) {
            if (mine != null && mine == handshake) {
                step.run();
            }
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
