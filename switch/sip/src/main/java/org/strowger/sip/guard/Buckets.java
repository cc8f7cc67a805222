package org.strowger.sip.guard;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Token buckets for any number of keys in a table of fixed size. Any thread.
 *
 * <p>A bucket is one number: the time at which it will be full again (the virtual scheduling of
 * ITU-T I.371's generic cell rate algorithm), so a bucket that is full needs no place. A key has
 * four places. Where all are taken the one that is full soonest goes: who sends once, from a
 * million addresses, does not push out who sends a lot. Two threads that take from one bucket at
 * the same moment may take one token for both.
 */
final class Buckets {

    /** 65,536 places, half a megabyte. */
    static final int MANY = 14;

    /** Four places. */
    static final int FEW = 0;

    private static final int WAYS = 4;
    private static final int TAG_BITS = 20;
    private static final int TIME_BITS = Long.SIZE - TAG_BITS;
    private static final long TIME = (1L << TIME_BITS) - 1;

    /** 16 microseconds: nine years since the start in a place. */
    private static final int UNIT_BITS = 4;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLongArray places;
    private final int sets;
    private final long seed;
    private final long startMicros;

    /**
     * All full.
     *
     * @param setBits {@link #MANY} or {@link #FEW}
     * @param seed unknown to peers, who could else choose addresses that meet in one place
     * @param startMicros a time that is not after any to come
     */
    Buckets(int setBits, long seed, long startMicros) {
        this.places = new AtomicLongArray(WAYS << setBits);
        this.sets = 1 << setBits;
        this.seed = seed;
        this.startMicros = startMicros;
    }

    /**
     * Takes a token.
     *
     * @param kind which of the key's buckets
     * @return false when there was none
     */
    boolean take(long key, int kind, Limit limit, long nowMicros) {
        long now = (nowMicros - startMicros) >>> UNIT_BITS;
        long span = limit.spanMicros() >>> UNIT_BITS;
        long mixed = mixed(key, kind);
        int place = place(mixed);
        long kept = places.getOpaque(place);
        long full = tag(kept) == tag(mixed) ? kept & TIME : 0;
        long next = Math.max(full, now) + span / limit.tokens();
        if (next - now > span) {
            return false;
        }
        places.setOpaque(place, (tag(mixed) << TIME_BITS) | (next & TIME));
        return true;
    }

    /** Makes one bucket full. */
    void fill(long key, int kind) {
        long mixed = mixed(key, kind);
        int place = place(mixed);
        if (tag(places.getOpaque(place)) == tag(mixed)) {
            places.setOpaque(place, 0);
        }
    }

    /** Makes all full. */
    void fillAll() {
        for (int place = 0; place < places.length(); place++) {
            places.setOpaque(place, 0);
        }
    }

    /** The key's own place, or else the one of its set whose bucket is full soonest. */
    private int place(long mixed) {
        int first = (int) (mixed & (sets - 1)) * WAYS;
        int soonest = first;
        for (int place = first; place < first + WAYS; place++) {
            long kept = places.getOpaque(place);
            if (tag(kept) == tag(mixed)) {
                return place;
            }
            if ((kept & TIME) < (places.getOpaque(soonest) & TIME)) {
                soonest = place;
            }
        }
        return soonest;
    }

    private static long tag(long number) {
        return number >>> TIME_BITS;
    }

    /** The finalizer of MurmurHash3: every bit of the key changes every bit of the result. */
    private long mixed(long key, int kind) {
        long mixed = (key ^ seed) + kind * MIX;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
