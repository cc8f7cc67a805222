package org.strowger.acd;

import org.strowger.base.QueueId;

/**
 * How fast one queue moves: what its calls take, and what came of the estimates that were made.
 * Exact arithmetic, so that a replay estimates the same.
 *
 * <p>Averages are exponential: each new value counts a sixteenth.
 */
final class Pace {

    private static final int WEIGHT = 16;

    /** No estimate is longer. */
    private static final long DAY_MICROS = 86_400_000_000L;

    /** What is learned is not believed to go beyond this factor either way. */
    private static final int MOST = 8;

    /** How much waiting the belief that estimates are right is worth, to begin with. */
    private static final long PRIOR_MICROS = 60_000_000;

    /** To begin with they are believed to be wrong by half. */
    private static final long PRIOR_ERROR_MICROS = PRIOR_MICROS / 2;

    /** Products of two times of a day fit into 64 bits when one of them is in these. */
    private static final long MICROS_PER_MILLI = 1_000;

    private static final int LEAST_SHARE = 10;

    private long handleMicros;
    private long waitMicros;
    private long plainMicros;
    private long errorMicros;

    private long measured;
    private long allWaitedMicros;
    private long allErrorMicros;

    void save(OctetWords out) {
        out.number(handleMicros).number(waitMicros).number(plainMicros).number(errorMicros);
        out.number(measured).number(allWaitedMicros).number(allErrorMicros);
    }

    void restore(OctetReader in) {
        handleMicros = in.number();
        waitMicros = in.number();
        plainMicros = in.number();
        errorMicros = in.number();
        measured = in.number();
        allWaitedMicros = in.number();
        allErrorMicros = in.number();
    }

    /** A call's talk and wrap-up are over. */
    void handled(long micros) {
        long time = Math.min(micros, DAY_MICROS);
        handleMicros = handleMicros == 0 ? time : smooth(handleMicros, time);
    }

    /**
     * How long such a caller would wait if the queue's agents had nothing else to do and took
     * turns: {@link WaitEstimate#UNKNOWN} when nothing is known.
     *
     * @param place from 1
     * @param atWork agents who would do and are at work
     */
    long plain(int place, int atWork) {
        if (handleMicros == 0 || atWork == 0 || place == 0) {
            return WaitEstimate.UNKNOWN;
        }
        return Math.min(DAY_MICROS, place * handleMicros / atWork);
    }

    /** The same corrected by what such estimates came to, with a range. */
    WaitEstimate estimate(int place, long plain) {
        if (plain == WaitEstimate.UNKNOWN) {
            return WaitEstimate.unknown(place);
        }
        long learned = share(plain, waitMicros + PRIOR_MICROS, plainMicros + PRIOR_MICROS);
        long likely = Math.min(DAY_MICROS, Math.clamp(learned, plain / MOST, plain * MOST));
        long wrong = share(likely, errorMicros + PRIOR_ERROR_MICROS, waitMicros + PRIOR_MICROS);
        long low = Math.max(likely - wrong, likely / LEAST_SHARE);
        return new WaitEstimate(place, low, likely, Math.min(DAY_MICROS, likely + wrong));
    }

    private static long share(long micros, long of, long whole) {
        return micros * (of / MICROS_PER_MILLI) / (whole / MICROS_PER_MILLI);
    }

    /**
     * An agent has answered a caller who waited.
     *
     * @param plain as it was at the joining
     * @param likely the same
     */
    void answered(long plain, long likely, long waited) {
        long time = Math.min(waited, DAY_MICROS);
        long wrong = Math.abs(time - likely);
        waitMicros = smooth(waitMicros, time);
        plainMicros = smooth(plainMicros, plain);
        errorMicros = smooth(errorMicros, wrong);
        measured++;
        allWaitedMicros += time;
        allErrorMicros += wrong;
    }

    private static long smooth(long average, long next) {
        return average + (next - average) / WEIGHT;
    }

    WaitFigures figures(QueueId queue, long expectedMicros) {
        return new WaitFigures(
                queue, handleMicros, expectedMicros, measured, allWaitedMicros, allErrorMicros);
    }
}
