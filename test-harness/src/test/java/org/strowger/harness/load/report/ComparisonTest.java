package org.strowger.harness.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.report.Comparison.Verdict;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;

class ComparisonTest {

    @Test
    void roundsThatOverlapAreNoise() {
        var line = cpu(result(40, 44, 42), result(43, 45, 41));

        assertEquals(Verdict.WITHIN_NOISE, line.verdict());
        assertEquals(43.0 / 42, line.ratio(), 1e-9);
    }

    @Test
    void roundsThatComeApartAreADifference() {
        var line = cpu(result(40, 44, 42), result(50, 47, 45));

        assertEquals(Verdict.DIFFERENT, line.verdict());
        assertEquals("42.0 µs", line.a());
        assertEquals("47.0 µs", line.b());
    }

    @Test
    void twoRoundsSayNothingAboutNoise() {
        var comparison = Comparison.of(result(40, 44), result(90, 91, 92));

        assertEquals(Verdict.UNKNOWN, cpu(comparison).verdict());
        assertTrue(comparison.text().contains("2 and 3 rounds; with fewer than 3"));
    }

    @Test
    void theSameIsTheSame() {
        assertEquals(Verdict.SAME, cpu(result(40, 40, 40), result(40, 40, 40)).verdict());
    }

    @Test
    void whatOneSideLacksIsMissing() {
        var lacking = Examples.result(Examples.bare("answer", 1));
        var line = cpu(result(40, 44, 42), lacking);

        assertEquals("not measured", line.b());
        assertTrue(Double.isNaN(line.ratio()));
        assertEquals(Verdict.UNKNOWN, line.verdict());
    }

    @Test
    void profilesOfOneSideAreNamed() {
        var comparison = Comparison.of(result(40), Examples.result(Examples.bare("bridge", 1)));

        assertTrue(comparison.lines().isEmpty());
        assertTrue(comparison.notes().contains("only the first has profile answer"));
        assertTrue(comparison.notes().contains("only the second has profile bridge"));
    }

    private static Result result(double... costs) {
        var rounds =
                IntStream.range(0, costs.length)
                        .mapToObj(i -> round(i + 1, costs[i]))
                        .toArray(Round[]::new);
        return Examples.result(rounds);
    }

    private static Round round(int number, double cost) {
        return Examples.with("answer", number, Examples.cost(cost), Map.of());
    }

    private static Comparison.Line cpu(Result a, Result b) {
        return cpu(Comparison.of(a, b));
    }

    private static Comparison.Line cpu(Comparison comparison) {
        return comparison.lines().stream()
                .filter(line -> line.figure().equals("CPU of the switch per call"))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(Arrays.toString(comparison.lines().toArray())));
    }
}
