package org.strowger.harness.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final int MANY = 100_000;

    @Test
    void calmWeatherDoesNothing() {
        assertEquals(
                List.of(List.of(Duration.ZERO)),
                decisions(1, Weather.CALM).stream().distinct().toList());
    }

    @Test
    void theSameSeedDecidesTheSame() {
        var weather = Weather.CALM.withLoss(0.1).withDuplicates(0.1).withReordered(0.1);
        assertEquals(decisions(1, weather), decisions(1, weather));
        assertNotEquals(decisions(1, weather), decisions(2, weather));
    }

    @Test
    void sharesAreKept() {
        var decisions = decisions(3, Weather.CALM.withLoss(0.05).withDuplicates(0.2));
        assertEquals(0.05 * MANY, count(decisions, 0), 0.005 * MANY);
        assertEquals(0.95 * 0.2 * MANY, count(decisions, 2), 0.01 * MANY);
    }

    @Test
    void theLostAreTheSameWhateverElseHappens() {
        var plain = decisions(4, Weather.CALM.withLoss(0.1));
        var more =
                decisions(
                        4,
                        Weather.CALM
                                .withLoss(0.1)
                                .withDuplicates(0.5)
                                .withReordered(0.5)
                                .withDelay(Duration.ofMillis(5), Duration.ofMillis(5)));
        for (int i = 0; i < MANY; i++) {
            assertEquals(plain.get(i).isEmpty(), more.get(i).isEmpty());
        }
    }

    @Test
    void delaysLieWithinTheirBounds() {
        var delay = Duration.ofMillis(10);
        var jitter = Duration.ofMillis(30);
        var delays =
                decisions(5, Weather.CALM.withDelay(delay, jitter)).stream()
                        .flatMap(List::stream)
                        .sorted()
                        .toList();
        assertTrue(delays.getFirst().compareTo(delay) >= 0);
        assertTrue(delays.getLast().compareTo(delay.plus(jitter)) < 0);
        assertEquals(25, (double) delays.get(MANY / 2).toMillis(), 1);
    }

    @Test
    void heldBackMeansBehindLaterOnes() {
        var held =
                decisions(6, Weather.CALM.withReordered(0.3)).stream()
                        .filter(arrivals -> arrivals.equals(List.of(Weather.HELD_BACK)))
                        .count();
        assertEquals(0.3 * MANY, (double) held, 0.01 * MANY);
    }

    @Test
    void aShareIsFromZeroToOne() {
        assertThrows(IllegalArgumentException.class, () -> Weather.CALM.withLoss(1.1));
        assertThrows(IllegalArgumentException.class, () -> Weather.CALM.withLoss(Double.NaN));
    }

    private static List<List<Duration>> decisions(long seed, Weather weather) {
        var fault = new Fault(seed);
        var decisions = new ArrayList<List<Duration>>();
        for (int i = 0; i < MANY; i++) {
            decisions.add(fault.next(weather));
        }
        return decisions;
    }

    private static double count(List<List<Duration>> decisions, int arrivals) {
        return decisions.stream().filter(decision -> decision.size() == arrivals).count();
    }
}
