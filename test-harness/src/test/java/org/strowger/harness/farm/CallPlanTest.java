package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CallPlanTest {

    @Test
    void callsKeepToTheirRateHoweverManyThereAre() {
        var plan = CallPlan.of("4002", 1_000, 100_000);
        assertEquals(0, plan.dueMicros(0));
        assertEquals(2_148_000, plan.dueMicros(2_148));
        assertEquals(60_000_000, plan.dueMicros(60_000));
        assertEquals(4_000_000, CallPlan.of("4002", 0.5, 10).dueMicros(2));
    }
}
