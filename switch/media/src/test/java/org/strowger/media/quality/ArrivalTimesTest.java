package org.strowger.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** A sender whose packets come when the test says; each holds 20 ms. */
class ArrivalTimesTest {

    private static final int FRAME = 160;
    private static final long FRAME_MICROS = 20_000;

    private final ArrivalTimes times = new ArrivalTimes();
    private final SequenceCounter sequence = new SequenceCounter();
    private int frame;
    private long clock = 1_800_000_000_000_000L;

    @Test
    void aSteadyStreamHasNoJitterAndNoGap() {
        steady(100);
        assertEquals(0, times.jitter());
        assertEquals(0, times.meanJitterMicros());
        assertEquals(0, times.discarded());
        assertEquals(20, times.longestGapMillis());
    }

    @Test
    @Rfc(number = 3550, section = "6.4.1")
    void jitterFollowsThePacketsAsTheAppendixHasIt() {
        steady(2);
        arrives(frame++, 10);
        assertEquals(80 / 16, times.jitter(), "a sixteenth of 10 ms, which are 80 samples");
        arrives(frame++, 0);
        assertEquals(9, times.jitter(), "80 - (80 + 8) / 16 + 80 sixteenths: 155");
        assertEquals(9 * 125, times.mostJitterMicros());
        assertEquals((5 + 9) * 125 / 3, times.meanJitterMicros());
    }

    @Test
    void jitterSettlesAtTheMeanDifferenceOfDelays() {
        for (int i = 0; i < 4_000; i++) {
            arrives(frame++, i % 2 == 0 ? 0 : 8);
        }
        assertEquals(8_000, times.meanJitterMicros(), 200);
        assertEquals(0, times.discarded(), "a buffer of 60 ms takes that");
    }

    @Test
    void aCopyChangesNothing() {
        steady(10);
        clock += 500_000;
        audio(frame - 1, clock);
        assertEquals(0, times.jitter());
        assertEquals(20, times.longestGapMillis());
    }

    @Test
    void lostPacketsLeaveAGapAndSilenceDoesNot() {
        steady(10);
        frame += 9;
        clock += 9 * FRAME_MICROS;
        steady(1);
        assertEquals(200, times.longestGapMillis());
        silence(300);
        steady(1);
        assertEquals(200, times.longestGapMillis(), "the sender had nothing to say for 6 s");
        assertEquals(0, times.jitter());
    }

    @Test
    void aPauseOrAKeyIsNoGap() {
        steady(10);
        clock += 400_000;
        times.pause();
        steady(1);
        clock += 400_000;
        times.event(clock);
        steady(1);
        assertEquals(20, times.longestGapMillis());
    }

    @Test
    void packetsTooLateForABufferAreCounted() {
        steady(50);
        arrives(frame++, 59);
        assertEquals(0, times.discarded());
        arrives(frame++, 90);
        arrives(frame++, 70);
        assertEquals(2, times.discarded());
    }

    @Test
    void aWayThatHasBecomeLongerIsGotUsedToWithinASecond() {
        steady(50);
        clock += 200_000; // For good.
        steady(200);
        assertEquals(50, times.discarded());
    }

    @Test
    void aClockThatRunsSlowMakesNothingLate() {
        for (int i = 0; i < 50 * 3_600; i++) {
            clock += 2; // 100 ppm: 360 ms in an hour
            steady(1);
        }
        assertEquals(0, times.discarded());
    }

    @Test
    void timestampsThatJumpAreNoJitter() {
        steady(10);
        var random = new Random(3);
        int seen = frame;
        for (int i = 0; i < 20; i++) {
            clock += FRAME_MICROS;
            int ahead = sequence.audio(7, seen++);
            times.audio(ahead, random.nextInt(), FRAME, clock);
        }
        assertEquals(0, times.mostJitterMicros());
        assertEquals(0, times.discarded());
        assertTrue(times.longestGapMillis() <= 20);
    }

    @Test
    void aNewSourceBeginsAnew() {
        steady(10);
        clock += 700_000;
        times.audio(sequence.audio(8, 1), 123, FRAME, clock);
        assertEquals(0, times.jitter());
        assertEquals(20, times.longestGapMillis());
    }

    private void steady(int packets) {
        for (int i = 0; i < packets; i++) {
            arrives(frame++, 0);
        }
    }

    /** Timestamps go on, sequence numbers do not. */
    private void silence(int frames) {
        silent += frames;
        clock += frames * FRAME_MICROS;
    }

    private int silent;

    /** The next in order; the clock stands at when it should come, and it comes late. */
    private void arrives(int number, long lateMillis) {
        clock += FRAME_MICROS;
        audio(number, clock + lateMillis * 1_000);
    }

    private void audio(int number, long at) {
        int ahead = sequence.audio(7, number);
        times.audio(ahead, (number + silent) * FRAME, FRAME, at);
    }
}
