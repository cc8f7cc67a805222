package org.strowger.harness.farm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sums of outcomes.
 *
 * @param ended how many calls
 * @param established how many had a 200
 * @param byStatus how many by final status; 0: none
 * @param byEnd how many by who ended them
 * @param byBehaviour how many by what the caller did
 */
public record CallSums(
        long ended,
        long established,
        Map<Integer, Long> byStatus,
        Map<Outcome.End, Long> byEnd,
        Map<CallerBehaviour.Kind, Long> byBehaviour) {

    static CallSums of(List<Outcome> outcomes) {
        return new CallSums(
                outcomes.size(),
                outcomes.stream().filter(outcome -> outcome.establishedAt() > 0).count(),
                by(outcomes, Outcome::status),
                by(outcomes, Outcome::endedBy),
                by(outcomes, Outcome::behaviour));
    }

    private static <K extends Comparable<K>> Map<K, Long> by(
            List<Outcome> outcomes, Function<Outcome, K> key) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }
}
