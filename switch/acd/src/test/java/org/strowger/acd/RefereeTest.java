package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@link Simulation} finds every {@link Flaw}; so it is worth something when it finds none. */
class RefereeTest {

    private static final int SEEDS = 100;

    static Stream<Flaw> flaws() {
        return Flaw.all();
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void finds(Flaw flaw) {
        assertTrue(
                LongStream.range(0, SEEDS).anyMatch(seed -> isFound(flaw, seed)),
                () -> flaw + " was not found");
    }

    @Test
    void aFailureNamesItsSeedAndReplays() {
        var flaw = Flaw.all().findFirst().orElseThrow();
        long seed =
                LongStream.range(0, SEEDS).filter(s -> isFound(flaw, s)).findFirst().orElseThrow();
        var first = assertThrows(AssertionError.class, simulation(flaw, seed)::run);
        var again = assertThrows(AssertionError.class, simulation(flaw, seed)::run);
        assertTrue(String.valueOf(first.getMessage()).startsWith("seed " + seed + ", event "));
        assertTrue(String.valueOf(first.getMessage()).equals(again.getMessage()));
    }

    private static boolean isFound(Flaw flaw, long seed) {
        try {
            simulation(flaw, seed).run();
            return false;
        } catch (AssertionError found) {
            return true;
        }
    }

    private static Simulation simulation(Flaw flaw, long seed) {
        return new Simulation(seed, new Distributor(), flaw::in);
    }
}
