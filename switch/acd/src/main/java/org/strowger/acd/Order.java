package org.strowger.acd;

import java.util.List;

/**
 * Which caller is served first.
 *
 * @param objectiveFirst who is furthest beyond the objective of the queue, instead of who has
 *     waited longest; points count as seconds either way
 * @param tiers of customers
 */
public record Order(boolean objectiveFirst, List<Tier> tiers) {

    /** By waiting; no customer before others. */
    public static final Order PLAIN = new Order(false, List.of());

    /** Kinds of customers who are worth so many points; calls may name one. */
    public record Tier(String name, int points) {}

    public Order {
        tiers = List.copyOf(tiers);
    }

    /** 0 for a tier that is not known. */
    int points(String tier) {
        for (int i = 0; i < tiers.size(); i++) { // For each caller: without an iterator.
            var known = tiers.get(i);
            if (known.name().equals(tier)) {
                return known.points();
            }
        }
        return 0;
    }
}
