package org.strowger.base;

import org.jspecify.annotations.Nullable;

/**
 * Timers of one thread: set and cancel cost the same however many there are.
 *
 * <p>A hashed wheel (Varghese and Lauck, scheme 6). A timer never fires early; it fires in the
 * first {@link #advance} at or after the end of the tick its time lies in. Timers of one tick fire
 * in the order in which they were set.
 *
 * <p>Not final, so that a test can be told of every timer, or lose one, in {@link #schedule}.
 */
public class TimerWheel {

    private static final int SLOTS = 4_096; // 20 s a turn at 5 ms a tick
    private static final int LOOK_AHEAD = 20;

    /** One timer. Fires once, unless it is cancelled first. */
    public static final class Timer {
        private final long tick;
        private final Runnable action;
        private @Nullable Timer before;
        private @Nullable Timer after;
        private boolean live = true;
        private final TimerWheel wheel;

        private Timer(TimerWheel wheel, long tick, Runnable action) {
            this.wheel = wheel;
            this.tick = tick;
            this.action = action;
        }

        /** Does nothing when the timer has fired or was cancelled before. */
        public void cancel() {
            if (live) {
                wheel.unlink(this);
            }
        }
    }

    private final long tickMicros;
    private final @Nullable Timer[] first = new @Nullable Timer[SLOTS];
    private final @Nullable Timer[] last = new @Nullable Timer[SLOTS];
    private long doneTick;
    private int size;

    /**
     * @param tickMicros length of a tick; a timer may be that much late
     * @param nowMicros where the wheel starts
     */
    public TimerWheel(long tickMicros, long nowMicros) {
        this.tickMicros = tickMicros;
        this.doneTick = nowMicros / tickMicros;
    }

    /**
     * Calls {@code action} in the advance that passes {@code atMicros}; a past time is the next
     * tick.
     */
    public Timer schedule(long atMicros, Runnable action) {
        long tick = Math.max(Math.ceilDiv(atMicros, tickMicros), doneTick + 1);
        var timer = new Timer(this, tick, action);
        link(timer);
        return timer;
    }

    /**
     * Fires everything that is due at {@code nowMicros}, in the order of time.
     *
     * @throws RuntimeException what an action threw, when all others of its tick have run; call
     *     again for the ticks after it
     */
    public void advance(long nowMicros) {
        long nowTick = nowMicros / tickMicros;
        while (doneTick < nowTick) {
            if (size == 0) {
                doneTick = nowTick;
                return;
            }
            doneTick++;
            fire((int) (doneTick % SLOTS));
        }
    }

    /**
     * When {@link #advance} has to be called next: no timer is due before. Looks ahead a tenth of a
     * second at the most, which costs no more than a glance at 20 slots.
     */
    public long nextMicros() {
        long tick = doneTick + 1;
        while (tick < doneTick + LOOK_AHEAD && first[(int) (tick % SLOTS)] == null) {
            tick++;
        }
        return tick * tickMicros;
    }

    /** How many timers wait; zero in a switch at rest. */
    public int size() {
        return size;
    }

    private void fire(int slot) {
        // What an action sets is later than doneTick, so the walk meets no timer that is due now
        // but those that stood here before. An action may cancel any other: start over after each.
        RuntimeException failure = null;
        var timer = first[slot];
        while (timer != null) {
            if (timer.tick != doneTick) {
                timer = timer.after;
                continue;
            }
            unlink(timer);
            try {
                timer.action.run();
            } catch (RuntimeException e) {
                failure = e; // The other timers of this tick are not to blame.
            }
            timer = first[slot];
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void link(Timer timer) {
        int slot = (int) (timer.tick % SLOTS);
        var tail = last[slot];
        timer.before = tail;
        if (tail == null) {
            first[slot] = timer;
        } else {
            tail.after = timer;
        }
        last[slot] = timer;
        size++;
    }

    private void unlink(Timer timer) {
        int slot = (int) (timer.tick % SLOTS);
        var before = timer.before;
        var after = timer.after;
        if (before == null) {
            first[slot] = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last[slot] = before;
        } else {
            after.before = before;
        }
        timer.before = null;
        timer.after = null;
        timer.live = false;
        size--;
    }
}
