package org.strowger.harness.load.result;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One result folder: every round that was run, in the order in which they ran.
 *
 * @param format version of this shape; 1
 * @param command what was typed, so that it can be repeated
 * @param machine where it ran
 * @param partial why it is not whole (Ctrl-C, a target that died); empty when it is
 * @param rounds one for each round of each profile
 */
public record Result(
        int format, String command, Machine machine, String partial, List<Round> rounds) {

    public static final int FORMAT = 1;

    public Result {
        rounds = List.copyOf(rounds);
    }

    /** Whether every round ran to its end and lost nothing. */
    public boolean passed() {
        return partial.isEmpty() && rounds.stream().allMatch(Round::passed);
    }

    /** What kept it from passing, in words; empty when it passed. */
    public String blame() {
        var failed =
                rounds.stream()
                        .flatMap(round -> round.findings().stream())
                        .filter(finding -> !finding.holds())
                        .map(finding -> finding.name() + ": " + finding.detail());
        return Stream.concat(Stream.of(partial), failed)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
