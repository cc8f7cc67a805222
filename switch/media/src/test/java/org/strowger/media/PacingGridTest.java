package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PacingGridTest {

    private static final long ORIGIN = 1_700_000_000_000_007L;

    private final PacingGrid grid = new PacingGrid(ORIGIN);

    @Test
    void anHourOfLateWakeUpsDriftsByNothing() {
        var random = new Random(20);
        long frames = 3_600 * 50;
        long now = ORIGIN;
        long[] done = new long[PacingGrid.SLOTS];
        while (grid.frame() < frames) {
            now = Math.max(now, grid.nextMicros()) + random.nextInt(4_000);
            assertEquals(0, grid.skip(now));
            while (grid.isDue(now)) {
                assertEquals(done[grid.slot()]++, grid.frame());
                long at = ORIGIN + grid.frame() * 20_000 + grid.slot() * 5_000L;
                assertEquals(at, grid.nextMicros());
                grid.advance();
            }
        }
        assertEquals(ORIGIN + 3_600_000_000L, grid.nextMicros());
    }

    @Test
    void aFrameIsNeverEarly() {
        assertFalse(grid.isDue(ORIGIN - 1));
        assertTrue(grid.isDue(ORIGIN));
        grid.advance();
        assertFalse(grid.isDue(ORIGIN + 4_999));
        assertEquals(1, grid.slot());
    }

    @Test
    void threeFramesAreCaughtUp() {
        long now = ORIGIN + PacingGrid.CATCH_UP_MICROS;
        assertEquals(0, grid.skip(now));
        int ticks = 0;
        while (grid.isDue(now)) {
            grid.advance();
            ticks++;
        }
        assertEquals(3 * PacingGrid.SLOTS + 1, ticks);
    }

    @Test
    void moreIsSkippedInWholeFrames() {
        grid.advance();
        long now = ORIGIN + 5_000 + 117_000;
        assertEquals(5, grid.skip(now));
        assertEquals(1, grid.slot());
        assertEquals(5, grid.frame());
        assertEquals(17_000, grid.lateMicros(now));
    }

    @Test
    void aPauseIsNoDelay() {
        grid.advance();
        grid.resume(ORIGIN + 1_000_001);
        assertEquals(ORIGIN + 1_005_000, grid.nextMicros());
        assertEquals(50, grid.frame());
        grid.resume(ORIGIN);
        assertEquals(ORIGIN + 1_005_000, grid.nextMicros(), "no frame is sent twice");
    }

    @Test
    void samplesFollowTheFrames() {
        assertEquals(160 * 7, grid.samples(2, ORIGIN + 7 * 20_000 + 2 * 5_000));
        assertEquals(160 * 7 + 40, grid.samples(1, ORIGIN + 7 * 20_000 + 2 * 5_000));
    }
}
