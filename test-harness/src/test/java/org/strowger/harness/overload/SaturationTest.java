package org.strowger.harness.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a refusal costs is found from two floods. */
class SaturationTest {

    @Test
    void aRefusalIsToldFromACall() {
        // 150 us a call, 7 us a refusal.
        var more = new Saturation(tally(60_000, 80_000, 20_000), 80_000 * 150e-6 + 20_000 * 7e-6);
        var less = new Saturation(tally(60_000, 90_000, 4_000), 90_000 * 150e-6 + 4_000 * 7e-6);

        assertEquals(7, Saturation.refusalMicros(more, less), 1e-6);
    }

    @Test
    void twoFloodsThatAreTheSameSayNothing() {
        var flood = new Saturation(tally(10, 10, 10), 1);

        assertEquals(0, Saturation.refusalMicros(flood, flood));
    }

    /** Some of those who are served are late. */
    private static Tally tally(long served, long answered, long refused) {
        long late = answered - served;
        return new Tally(1, 1, answered + refused, served, late, refused, 0, 0, 0);
    }
}
