package org.strowger.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final long TICK = 5_000;

    private final List<String> fired = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(TICK, 1_000_000);

    @Test
    void firesAtItsTimeAndNotBefore() {
        wheel.schedule(1_012_000, () -> fired.add("a"));
        wheel.advance(1_011_999);
        assertEquals(List.of(), fired);
        wheel.advance(1_015_000);
        assertEquals(List.of("a"), fired);
        assertEquals(0, wheel.size());
    }

    @Test
    void firesWhatIsPastInTheNextTick() {
        wheel.schedule(5, () -> fired.add("past"));
        wheel.advance(1_005_000);
        assertEquals(List.of("past"), fired);
    }

    @Test
    void doesNotFireWhatWasCancelledByATimerOfTheSameTick() {
        var second = new TimerWheel.Timer[1];
        wheel.schedule(1_010_000, () -> second[0].cancel());
        second[0] = wheel.schedule(1_010_000, () -> fired.add("second"));
        wheel.advance(1_020_000);
        assertEquals(List.of(), fired);
    }

    @Test
    void firesTheOtherTimersOfATickInWhichOneFails() {
        wheel.schedule(
                1_010_000,
                () -> {
                    throw new IllegalStateException("meant to fail");
                });
        wheel.schedule(1_010_000, () -> fired.add("second"));
        wheel.schedule(1_015_000, () -> fired.add("third"));
        assertThrows(IllegalStateException.class, () -> wheel.advance(1_020_000));
        assertEquals(List.of("second"), fired);
        wheel.advance(1_020_000);
        assertEquals(List.of("second", "third"), fired);
        assertEquals(0, wheel.size());
    }

    @Test
    void saysWhenItHasToBeAdvancedNext() {
        assertEquals(1_000_000 + 20 * TICK, wheel.nextMicros());
        wheel.schedule(1_033_000, () -> fired.add("a"));
        assertEquals(1_035_000, wheel.nextMicros());
        wheel.advance(wheel.nextMicros());
        assertEquals(List.of("a"), fired);
    }

    @Test
    void firesATimerThatIsMoreThanATurnAwayOnce() {
        wheel.schedule(1_000_000 + 32_000_000, () -> fired.add("timer B"));
        wheel.advance(32_999_999);
        assertEquals(List.of(), fired);
        wheel.advance(33_000_000);
        wheel.advance(99_000_000);
        assertEquals(List.of("timer B"), fired);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void firesEveryLiveTimerWithinATick(long seed) {
        var random = new Random(seed);
        long now = 1_000_000;
        int expected = 0;
        var count = new int[1];
        for (int i = 0; i < 20_000; i++) {
            long at = now + random.nextInt(60_000_000);
            var timer =
                    wheel.schedule(
                            at,
                            () -> {
                                assertTrue(
                                        at <= wheelTime + TICK && at > wheelTime - 60_000, "late");
                                count[0]++;
                            });
            if (random.nextInt(3) == 0) {
                timer.cancel();
                timer.cancel();
            } else {
                expected++;
            }
            now += random.nextInt(10_000);
            wheelTime = now;
            wheel.advance(now);
        }
        for (int i = 0; i < 13_000; i++) {
            now += TICK;
            wheelTime = now;
            wheel.advance(now);
        }
        assertEquals(expected, count[0]);
        assertEquals(0, wheel.size());
    }

    private long wheelTime;
}
