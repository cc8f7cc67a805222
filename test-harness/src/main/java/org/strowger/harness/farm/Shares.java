package org.strowger.harness.farm;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Shares of a thousand. */
final class Shares {

    private Shares() {}

    static <K> Map<K, Integer> checked(Map<K, Integer> perMille) {
        int sum = 0;
        for (int share : perMille.values()) {
            if (share < 0) {
                throw new IllegalArgumentException("a share below 0: " + perMille);
            }
            sum += share;
        }
        if (sum > 1_000) {
            throw new IllegalArgumentException("more than 1000 per mille: " + perMille);
        }
        return Map.copyOf(perMille);
    }

    /** One of the kinds, in their order and not the map's, which is nobody's choice. */
    static <K> K draw(Map<K, Integer> perMille, K[] kinds, RandomGenerator random, K rest) {
        int left = random.nextInt(1_000);
        for (var kind : kinds) {
            left -= perMille.getOrDefault(kind, 0);
            if (left < 0) {
                return kind;
            }
        }
        return rest;
    }
}
