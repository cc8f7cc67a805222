package org.strowger.harness.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopeTest {

    @Test
    void aLineIsItsSlope() {
        var slope = Slope.of(series(100, i -> 7 + 3.0 * i), 0);

        assertEquals(3, slope.perSecond(), 1e-9);
        assertEquals(3, slope.low(), 1e-9);
        assertEquals(3, slope.high(), 1e-9);
        assertEquals(99, slope.seconds());
    }

    @Test
    void wildPointsDoNotTurnIt() {
        var random = new Random(1);
        var slope = Slope.of(series(200, i -> random.nextInt(5) == 0 ? 1e9 : 2.0 * i), 0);

        assertEquals(2, slope.perSecond(), 0.1);
    }

    @Test
    void theWarmUpIsCutOff() {
        var slope = Slope.of(series(100, i -> i < 25 ? 100.0 * i : 2_500), 0.25);

        assertEquals(0, slope.perSecond(), 1e-9);
        assertEquals(75, slope.points());
    }

    @Test
    void theRangeOfNoiseHoldsTheZero() {
        assertTrue(misses(0, 0) <= 6, () -> misses(0, 0) + " of 200");
    }

    @Test
    void theRangeOfNoiseThatDriftsHoldsTheZeroMostly() {
        assertTrue(misses(0.8, 0) <= 12, () -> misses(0.8, 0) + " of 200");
    }

    @Test
    void aSlopeTwiceTheNoiseIsSeen() {
        assertTrue(misses(0, 0.05) >= 195, () -> misses(0, 0.05) + " of 200");
    }

    @Test
    void aStepInTheMiddleIsASlopeWithAWideRange() {
        var slope = Slope.of(series(100, i -> i < 50 ? 0 : 10), 0);

        assertTrue(slope.low() <= slope.perSecond() && slope.perSecond() <= slope.high());
        assertEquals(0, slope.low(), 1e-9);
    }

    @Test
    void tooFewPointsGiveNone() {
        assertFalse(Slope.of(series(11, i -> i), 0).known());
        assertFalse(Slope.of(List.of(), 0.2).known());
        assertFalse(Slope.of(series(15, i -> i), 0.5).known());
    }

    @Test
    void anHourOfSamplesIsFittedToo() {
        var random = new Random(3);
        var slope = Slope.of(series(3600, i -> 0.01 * i + random.nextGaussian()), 0.2);

        assertEquals(0.01, slope.perSecond(), 0.0005);
        assertTrue(slope.points() <= 600);
    }

    /** How many of 200 seeded series have a range that does not hold 0. */
    private static long misses(double likeness, double growth) {
        return IntStream.range(0, 200)
                .mapToObj(seed -> Slope.of(noise(seed, likeness, growth), 0))
                .filter(slope -> slope.low() > 0 || slope.high() < 0)
                .count();
    }

    private static List<Slope.Point> noise(int seed, double likeness, double growth) {
        var random = new Random(seed);
        double[] last = {0};
        return series(
                60,
                i -> {
                    last[0] = likeness * last[0] + random.nextGaussian();
                    return growth * i + last[0];
                });
    }

    private static List<Slope.Point> series(int seconds, IntToDoubleFunction value) {
        return IntStream.range(0, seconds)
                .mapToObj(i -> new Slope.Point(i, value.applyAsDouble(i)))
                .toList();
    }
}
