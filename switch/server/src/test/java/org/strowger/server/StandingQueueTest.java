package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.server.StandingQueue.LONG_WAIT_MICROS;
import static org.strowger.server.StandingQueue.WHILE_MICROS;

import org.junit.jupiter.api.Test;

class StandingQueueTest {

    private static final long STEP = 10_000;

    private final StandingQueue queue = new StandingQueue();
    private long now = 1_700_000_000_000_000L;

    private void takes(long waited, long during) {
        for (long end = now + during; now < end; now += STEP) {
            queue.took(now - waited, now);
        }
    }

    @Test
    void aQueueAfterAPauseDoesNotStand() {
        for (long wait = 2 * LONG_WAIT_MICROS; wait > 0; wait -= 6 * STEP) {
            takes(wait, STEP);
            assertFalse(queue.stands(now));
        }
    }

    @Test
    void oneThatStaysLongStandsUntilOneMessageWaitsForLess() {
        takes(LONG_WAIT_MICROS, WHILE_MICROS - STEP);
        assertFalse(queue.stands(now));
        takes(LONG_WAIT_MICROS, 2 * STEP);
        assertTrue(queue.stands(now));
        takes(LONG_WAIT_MICROS - 1, STEP);
        assertFalse(queue.stands(now));
    }

    @Test
    void anEmptyOneDoesNotStand() {
        takes(3_000_000, 2 * WHILE_MICROS);
        assertTrue(queue.stands(now));
        queue.empty();
        assertFalse(queue.stands(now));
    }
}
