package org.strowger.media;

/**
 * When frames are sent: frame n of slot s at {@code origin + n * 20 ms + s * 5 ms}, for ever.
 *
 * <p>Pure: time comes in. Frames are numbered from the origin and not from when a leg began, so
 * nothing drifts, and a leg's timestamps follow from the number. A loop that is up to {@link
 * #CATCH_UP_MICROS} late sends what it missed at once; one that is later skips whole frames, and
 * the timestamps jump by as much.
 */
public final class PacingGrid {

    public static final int SLOTS = 4;
    public static final long FRAME_MICROS = 20_000;
    public static final long CATCH_UP_MICROS = 3 * FRAME_MICROS;

    /** A frame sent later than this is counted as late. */
    public static final long LATE_MICROS = 10_000;

    private static final long TICK_MICROS = FRAME_MICROS / SLOTS;
    private static final long SAMPLE_MICROS = 125; // 8 000 samples a second

    private final long originMicros;
    private long tick; // the next to be done: slot tick % SLOTS of frame tick / SLOTS

    public PacingGrid(long originMicros) {
        this.originMicros = originMicros;
    }

    /** Begins again after a pause: the next tick is the first that is not over. */
    public void resume(long nowMicros) {
        tick = Math.max(tick, Math.ceilDiv(nowMicros - originMicros, TICK_MICROS));
    }

    /**
     * Gives up the frames for which it is too late.
     *
     * @return how many of each slot; mostly 0
     */
    public long skip(long nowMicros) {
        long behind = lateMicros(nowMicros);
        if (behind <= CATCH_UP_MICROS) {
            return 0;
        }
        long frames = behind / FRAME_MICROS;
        tick += frames * SLOTS;
        return frames;
    }

    /** Whether the tick's time has come. */
    public boolean isDue(long nowMicros) {
        return lateMicros(nowMicros) >= 0;
    }

    /** How long ago the tick should have been done; negative before its time. */
    public long lateMicros(long nowMicros) {
        return nowMicros - nextMicros();
    }

    /** The tick is done; go on to the next. */
    public void advance() {
        tick++;
    }

    /** The time of the next tick. */
    public long nextMicros() {
        return originMicros + tick * TICK_MICROS;
    }

    /** The slot whose legs send in this tick. */
    public int slot() {
        return (int) (tick % SLOTS);
    }

    /** The number of the frame that they send. */
    public long frame() {
        return tick / SLOTS;
    }

    /** How many samples a slot's frames have covered at a time: frame n begins at n * 160. */
    public long samples(int slot, long nowMicros) {
        return (nowMicros - originMicros - slot * TICK_MICROS) / SAMPLE_MICROS;
    }
}
