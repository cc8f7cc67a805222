package org.strowger.sip.transaction;

/**
 * Transactions that have nothing left to say, but whose messages may come once more: each is a
 * number or two here for 64*T1 at least and twice that at most, instead of a machine with a timer.
 * A number is a hash with a seed that peers do not know; that two meet is as likely as one in 2**64
 * for each pair.
 */
final class Departed {

    /** Full is an answer: the older ones are forgotten early, at this many. */
    private static final int MOST = 1 << 20;

    private static final long PRIME = 0x100_0000_01b3L;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final Timers timers;
    private final long seed;
    private LongSet young = new LongSet();
    private LongSet old = new LongSet();
    private long turnsAt;

    Departed(Timers timers, long seed) {
        this.timers = timers;
        this.seed = seed;
        this.turnsAt = timers.now() + timers.timeout();
    }

    void add(ServerKey key) {
        add(key.id(), key.method());
    }

    /** Remembers an INVITE by what it has in common with its copies by other ways. */
    void addOrigin(String origin) {
        add(origin, "");
    }

    /**
     * Remembers what belongs to a branch of ours.
     *
     * @param what with a space in it, as no method has one
     */
    void add(String branch, String what) {
        add(hash(branch, what));
    }

    boolean knows(ServerKey key) {
        return knows(key.id(), key.method());
    }

    boolean knowsOrigin(String origin) {
        return knows(origin, "");
    }

    boolean knows(String branch, String what) {
        return knows(hash(branch, what));
    }

    private void add(long number) {
        turn();
        young.add(number);
    }

    private boolean knows(long number) {
        turn();
        return young.contains(number) || old.contains(number);
    }

    private void turn() {
        long now = timers.now();
        if (now < turnsAt && young.size() < MOST) {
            return;
        }
        boolean longAgo = now >= turnsAt + timers.timeout();
        old = longAgo ? new LongSet() : young;
        young = new LongSet();
        turnsAt = now + timers.timeout();
    }

    private long hash(String id, String what) {
        long hash = mixed(mixed(seed, id), what);
        hash = (hash ^ hash >>> 32) * MIX;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    private static long mixed(long hash, String text) {
        long mixed = hash ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
            mixed ^= mixed >>> 29;
        }
        return mixed;
    }
}
