package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A million events of 400 {@link Simulation}s, each of a configuration of its own that changes on
 * the way; with the profile {@code loopback} ten million of 4,000, with {@code all} a hundred.
 * {@code -Dsimulation.seeds=N} runs another number of them, {@code -Dsimulation.seed=N} one that
 * failed, alone.
 */
class SimulationTest {

    private static final long ALONE = Long.getLong("simulation.seed", -1);
    private static final long SEEDS = Long.getLong("simulation.seeds", 400);
    private static final int BLOCK = 100;
    private static final int AGAIN_EVERY = 10;
    private static final long EVENTS_OF_SEED = 2_500;
    private static final Map<String, Integer> MET = new ConcurrentSkipListMap<>();
    private static long events;

    static LongStream blocks() {
        return ALONE < 0
                ? LongStream.iterate(0, first -> first < SEEDS, first -> first + BLOCK)
                : LongStream.of(ALONE);
    }

    /** What the rules are about has happened often enough to be checked. */
    @AfterAll
    static void everyRuleWasPutToTheTest() {
        System.out.printf("figure: %,d events, %s%n", events, MET);
        if (ALONE >= 0) {
            return;
        }
        for (var method : Method.values()) {
            assertMet(method.name());
        }
        List.of("Relaxed", "HoldOver", "passed over", "rung besides")
                .forEach(SimulationTest::assertMet);
        assertTrue(events >= SEEDS * EVENTS_OF_SEED, events + " events");
    }

    private static void assertMet(String what) {
        assertTrue(MET.getOrDefault(what, 0) > SEEDS / 5, () -> what + " in " + MET);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("blocks")
    void everyDecisionFollowsTheRules(long first) {
        long last = ALONE < 0 ? Math.min(first + BLOCK, SEEDS) : first + 1;
        for (long seed = first; seed < last; seed++) {
            var simulation = new Simulation(seed);
            simulation.run();
            if (seed % AGAIN_EVERY == 0 || ALONE >= 0) {
                simulation.runAgain();
            }
            events += simulation.events();
            simulation.met.forEach((what, times) -> MET.merge(what, times, Integer::sum));
        }
    }
}
