package org.strowger.harness.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotClockTest {

    private static final long ORIGIN = -5;

    private final SlotClock clock = new SlotClock(ORIGIN);

    @Test
    void eachSlotIsDueOnceIn20Milliseconds() {
        for (int i = 0; i < 3 * SlotClock.SLOTS; i++) {
            assertEquals(ORIGIN + i * SlotClock.SLOT_NANOS, clock.dueAt());
            assertFalse(clock.isDue(clock.dueAt() - 1));
            assertTrue(clock.isDue(clock.dueAt()));
            assertEquals(i / SlotClock.SLOTS, clock.frame());
            assertEquals(i % SlotClock.SLOTS, clock.take());
        }
    }

    @Test
    void aShortDelayIsCaughtUpALongOneIsPassedOver() {
        assertEquals(0, clock.skip(ORIGIN + 200_000_000));
        assertEquals(300, clock.skip(ORIGIN + 300_000_000));
        assertEquals(ORIGIN + 300_000_000, clock.dueAt());
        assertEquals(0, clock.skip(ORIGIN + 300_000_000));
    }

    @Test
    void whoHasNoPatienceMakesUpForNothing() {
        var impatient = new SlotClock(ORIGIN, 1);

        assertEquals(0, impatient.skip(ORIGIN + SlotClock.SLOT_NANOS));
        assertEquals(2, impatient.skip(ORIGIN + 2 * SlotClock.SLOT_NANOS));
        assertEquals(2, impatient.take());
    }
}
