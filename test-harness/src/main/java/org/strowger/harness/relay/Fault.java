package org.strowger.harness.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Decides what happens to the datagrams of one direction, one after another. Pure: the same seed
 * and the same weather give the same decisions.
 */
public final class Fault {

    private final SplittableRandom random;

    public Fault(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * The next datagram.
     *
     * @return after which delays it arrives: never, once or twice
     */
    public List<Duration> next(Weather weather) {
        // The same draws for each datagram, so that one share does not move the others' dice.
        boolean lost = random.nextDouble() < weather.loss();
        boolean twice = random.nextDouble() < weather.duplicates();
        boolean heldBack = random.nextDouble() < weather.reordered();
        double first = random.nextDouble();
        double second = random.nextDouble();
        if (lost) {
            return List.of();
        }
        var arrivals = new ArrayList<Duration>();
        arrivals.add(delay(weather, first).plus(heldBack ? Weather.HELD_BACK : Duration.ZERO));
        if (twice) {
            arrivals.add(delay(weather, second));
        }
        return List.copyOf(arrivals);
    }

    private static Duration delay(Weather weather, double share) {
        return weather.delay().plusNanos((long) (weather.jitter().toNanos() * share));
    }
}
