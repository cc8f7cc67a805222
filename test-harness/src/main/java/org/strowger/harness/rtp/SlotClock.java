package org.strowger.harness.rtp;

/**
 * When the streams of a thread are due: 20 ms are cut into slots, each stream is in one of them, so
 * that packets leave evenly and not in one burst. Pure: told the time, in nanoseconds.
 */
public final class SlotClock {

    /** In 20 ms. */
    public static final int SLOTS = 20;

    static final long SLOT_NANOS = 20_000_000 / SLOTS;

    private static final long PATIENCE = 10L * SLOTS;

    private final long origin;
    private final long patience;
    private long next;

    /** Begins with slot 0 at that time; makes up for up to 200 ms. */
    public SlotClock(long origin) {
        this(origin, PATIENCE);
    }

    /**
     * Begins with slot 0 at that time.
     *
     * @param patience further behind than so many slots, they are passed over
     */
    public SlotClock(long origin, long patience) {
        this.origin = origin;
        this.patience = patience;
    }

    /** How many slots have to be passed over now; they are not given out any more. */
    public long skip(long nanos) {
        long current = (nanos - origin) / SLOT_NANOS;
        if (current - next <= patience) {
            return 0;
        }
        long skipped = current - next;
        next = current;
        return skipped;
    }

    /** Whether a slot is due that was not taken. */
    public boolean isDue(long nanos) {
        return nanos - dueAt() >= 0;
    }

    /** When the next slot is due. */
    public long dueAt() {
        return origin + next * SLOT_NANOS;
    }

    /** Which 20 ms the next slot lies in, from 0. */
    public long frame() {
        return next / SLOTS;
    }

    /** Takes the next slot. */
    public int take() {
        return (int) (next++ % SLOTS);
    }
}
