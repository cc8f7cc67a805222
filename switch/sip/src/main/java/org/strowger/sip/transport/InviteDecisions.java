package org.strowger.sip.transport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.strowger.sip.message.SipIndex;

/**
 * What the loops have decided on the latest INVITEs, so that one that comes again meets the same
 * answer: refused while the switch works at its first copy, a caller would have two. Any loop; a
 * place that two INVITEs fall on belongs to the later one.
 */
final class InviteDecisions {

    /** Some 30 s of 2,000 calls a second. */
    private static final int PLACES = 1 << 16;

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

    Decision of(long key) {
        long kept = keys.getOpaque(place(key));
        if (kept == taken(key)) {
            return Decision.TAKEN;
        }
        return kept == refused(key) ? Decision.REFUSED : Decision.UNKNOWN;
    }

    void take(long key) {
        keys.setOpaque(place(key), taken(key));
    }

    void refuse(long key) {
        keys.setOpaque(place(key), refused(key));
    }

    private static int place(long key) {
        return (int) (key >>> 48) & (PLACES - 1);
    }

    private static long taken(long key) {
        return key | 1;
    }

    private static long refused(long key) {
        return key & ~1;
    }
}
