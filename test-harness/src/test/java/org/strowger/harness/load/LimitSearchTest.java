package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Limit;

/** The search against curves of switches that are not there. */
class LimitSearchTest {

    private static final double CPU_A_CALL = 0.0008;

    /** A switch that fails calls above a rate, and a generator that has a most, too. */
    private record Curve(double breaks, double generatorMost, List<Double> tried)
            implements LimitSearch.Trial {

        @Override
        public Limit.Step at(double rate, boolean confirm) {
            tried.add(rate);
            double offered = Math.min(rate, generatorMost);
            long failed = offered > breaks ? 10 : 0;
            return new Limit.Step(
                    rate, offered, offered, failed, 0, offered * CPU_A_CALL, 0.2, 1_000);
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }

    private static Curve curve(double breaks, double generatorMost) {
        return new Curve(breaks, generatorMost, new ArrayList<>());
    }

    @Test
    void theLimitIsFoundWithinTheResolutionAndConfirmed() {
        for (double breaks : new double[] {35, 130, 999, 2_750}) {
            var curve = curve(breaks, 1e9);

            var limit = LimitSearch.from(100, curve).limit();

            assertTrue(limit.rate() <= breaks && limit.rate() > breaks * 0.9, limit::toString);
            assertEquals("switch", limit.boundBy());
            assertEquals(limit.rate(), curve.tried().getLast());
            assertEquals(800, limit.cpuMicrosPerCall(), 1);
            assertTrue(curve.tried().size() <= 22, curve::toString);
        }
    }

    @Test
    void aGeneratorThatCannotOfferMoreIsNamed() {
        var limit = LimitSearch.from(100, curve(1e9, 1_500)).limit();

        assertEquals("generator", limit.boundBy());
        assertEquals(1_500, limit.rate(), 100);
    }

    @Test
    void aRateThatDoesNotHoldTheSecondTimeIsBackedDownFrom() {
        var confirmed = new ArrayList<Double>();
        var flaky =
                new LimitSearch.Trial() {
                    @Override
                    public Limit.Step at(double rate, boolean confirm) {
                        if (confirm) {
                            confirmed.add(rate);
                        }
                        long late = rate > (confirm ? 180 : 200) ? 1 : 0;
                        return new Limit.Step(rate, rate, rate, 0, late, 0.5, 0.2, 1_000);
                    }

                    @Override
                    public boolean stopped() {
                        return false;
                    }
                };

        var limit = LimitSearch.from(100, flaky).limit();

        assertTrue(limit.rate() <= 180 && limit.rate() > 160, limit::toString);
        assertEquals(List.of(200.0, 200.0, 190.0, 190.0), confirmed.subList(0, 4));
        assertEquals(7, confirmed.size(), "200, 190, 180.5 twice, and 171.5");
    }

    @Test
    void oneHiccupIsNoLimit() {
        var tried = new ArrayList<Double>();
        var hiccups =
                new LimitSearch.Trial() {
                    @Override
                    public Limit.Step at(double rate, boolean confirm) {
                        boolean hiccup = rate < 1_000 && !tried.contains(rate);
                        tried.add(rate);
                        long late = rate > 1_000 || hiccup ? 1 : 0;
                        return new Limit.Step(rate, rate, rate, 0, late, 0.5, 0.2, 1_000);
                    }

                    @Override
                    public boolean stopped() {
                        return false;
                    }
                };

        var limit = LimitSearch.from(100, hiccups).limit();

        assertTrue(limit.rate() <= 1_000 && limit.rate() > 900, limit::toString);
        assertEquals(tried.size(), limit.steps().size(), "a failed try is not hidden");
    }

    @Test
    void aSwitchThatTakesNoCallHasNoLimit() {
        var limit = LimitSearch.from(100, curve(0, 1e9)).limit();

        assertEquals(0, limit.rate());
        assertEquals("switch", limit.boundBy());
    }
}
