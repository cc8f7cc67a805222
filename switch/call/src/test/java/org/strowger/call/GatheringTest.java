package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GatheringTest {

    private final Gathering gathering = new Gathering();
    private long now = 1_000_000_000L;

    @Test
    void whoIsSeldomWokenAnswersAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            assertFalse(pauseAfter(1_000), "pause " + i);
        }
    }

    @Test
    void whoIsWokenOftenLetsMessagesGather() {
        pause(200, 100);

        assertTrue(pauseAfter(100));
    }

    @Test
    void itGoesOnWhileItStillPausesAsOftenAsTheGatheringAllows() {
        pause(200, 100);

        int gathered = pause(1_000, Gathering.NANOS / 1_000 + 100);

        assertEquals(1_000, gathered);
    }

    @Test
    void itStopsSoonAfterTheRush() {
        pause(200, 100);

        int gathered = pause(200, 5_000);

        assertTrue(gathered <= 64, "gathered for " + gathered + " pauses");
        assertFalse(pauseAfter(5_000));
    }

    @Test
    void aFirstRushAfterALongRestIsSeen() {
        pause(64, 60_000_000);

        assertTrue(pause(200, 100) > 0);
    }

    private int pause(int times, long micros) {
        int gathered = 0;
        for (int i = 0; i < times; i++) {
            if (pauseAfter(micros)) {
                gathered++;
            }
        }
        return gathered;
    }

    private boolean pauseAfter(long micros) {
        now += micros;
        return gathering.isDue(now);
    }
}
