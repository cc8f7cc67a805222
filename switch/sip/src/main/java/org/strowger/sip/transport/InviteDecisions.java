package org.strowger.sip.transport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.strowger.sip.message.SipIndex;

/**
 * What the loops have decided on the latest INVITEs, so that one that comes again meets the same
 * answer: refused while the switch works at its first copy, a caller would have two. Any loop; a
 * place that two INVITEs fall on belongs to the later one. A decision is forgotten after the time
 * that copies may come in (64*T1): one INVITE, sent for ever, would else pass every limit.
 */
final class InviteDecisions {

    /** Some 30 s of 2,000 calls a second. */
    private static final int PLACES = 1 << 16;

    /** The low bits of a place say when, in units of 4.2 s, and what. */
    private static final int STAMP_BITS = 8;

    private static final long STAMP = (1L << STAMP_BITS) - 1;
    private static final int UNIT_BITS = 22;
    private static final long UNITS = STAMP >> 1;

    /** 33 s: 64*T1 with the usual T1, and a little. */
    private static final long KEPT_UNITS = 8;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLongArray keys = new AtomicLongArray(PLACES);

    /** Unknown to peers, who could else make keys that meet. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    /** What was decided. */
    enum Decision {
        UNKNOWN,
        TAKEN,
        REFUSED
    }

    /** What all copies of one INVITE have in common, and no other INVITE has. */
    long keyOf(SipIndex invite) {
        long key = invite.fingerprint(seed);
        return (key ^ key >>> 32) * MIX;
    }

    Decision of(long key, long nowMicros) {
        long kept = keys.getOpaque(place(key));
        long age = ((nowMicros >> UNIT_BITS) - (kept >> 1)) & UNITS;
        if (((kept ^ key) & ~STAMP) != 0 || age > KEPT_UNITS) {
            return Decision.UNKNOWN;
        }
        return (kept & 1) == 1 ? Decision.TAKEN : Decision.REFUSED;
    }

    void take(long key, long nowMicros) {
        keep(key, nowMicros, 1);
    }

    void refuse(long key, long nowMicros) {
        keep(key, nowMicros, 0);
    }

    private void keep(long key, long nowMicros, long taken) {
        long stamp = ((nowMicros >> UNIT_BITS) & UNITS) << 1 | taken;
        keys.setOpaque(place(key), (key & ~STAMP) | stamp);
    }

    private static int place(long key) {
        return (int) (key >>> 48) & (PLACES - 1);
    }
}
