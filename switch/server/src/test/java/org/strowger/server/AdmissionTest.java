package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.server.Admission.AT_FIRST_MICROS;
import static org.strowger.server.Admission.BURST;
import static org.strowger.server.Admission.CALM_MICROS;
import static org.strowger.server.Admission.JUST_EMPTY_MICROS;
import static org.strowger.server.Admission.LEAST;
import static org.strowger.server.Admission.LONG_WAIT_MICROS;
import static org.strowger.server.Admission.NO_LIMIT;
import static org.strowger.server.Admission.STANDS_MICROS;
import static org.strowger.server.Admission.TOO_LATE_MICROS;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final long STEP = 10_000;
    private static final long LOOK = 50_000;

    private long now = 1_700_000_000_000_000L;
    private final Admission admission = new Admission(now - AT_FIRST_MICROS);

    /** How many of those who have waited so long are taken, one every 10 ms. */
    private int take(long waited, long during) {
        int taken = 0;
        for (long end = now + during; now < end; now += STEP) {
            taken += admission.takes(now - waited, now) ? 1 : 0;
        }
        return taken;
    }

    private void overload() {
        take(LONG_WAIT_MICROS, STANDS_MICROS + STEP);
        assertTrue(admission.overload());
    }

    private void serve2000ASecond() {
        overload();
        for (int i = 0; i < 100; i++) {
            for (int n = 0; n < 100; n++) {
                admission.takes(now, now);
            }
            now += LOOK;
            admission.look(true, false, now);
        }
    }

    @Test
    void aQueueAfterAPauseIsNoOverload() {
        for (long wait = 2 * LONG_WAIT_MICROS; wait > 0; wait -= 3 * STEP) {
            assertEquals(1, take(wait, STEP));
            assertFalse(admission.overload(), wait + " us");
        }
        assertEquals(NO_LIMIT, admission.mayWait());
    }

    @Test
    void oneThatStaysLongIs() {
        assertEquals(STANDS_MICROS / STEP, take(LONG_WAIT_MICROS, STANDS_MICROS));
        assertFalse(admission.overload());
        take(LONG_WAIT_MICROS, STEP);
        assertTrue(admission.overload());
        assertEquals(LEAST, admission.mayWait());
    }

    @Test
    void aJvmThatHasJustStartedHasMoreTime() {
        var young = new Admission(now);
        for (long end = now + 2 * STANDS_MICROS; now < end; now += STEP) {
            assertTrue(young.takes(now - 2 * LONG_WAIT_MICROS, now));
        }
        assertFalse(young.overload());
        now += AT_FIRST_MICROS;
        for (long end = now + 2 * STANDS_MICROS; now < end; now += STEP) {
            young.takes(now - 2 * LONG_WAIT_MICROS, now);
        }
        assertTrue(young.overload());
    }

    @Test
    void oneThatWasEmptyMeanwhileIsNot() {
        take(LONG_WAIT_MICROS, STANDS_MICROS);
        admission.look(false, true, now);
        take(LONG_WAIT_MICROS, STEP);
        assertFalse(admission.overload());
    }

    @Test
    void asManyMayWaitAsAreServedInAShortTime() {
        serve2000ASecond();
        assertEquals(200, admission.mayWait(), 2, "of 2,000 a second");
    }

    @Test
    void moreMayWaitForAThreadThatHadNothingToDoAMomentAgo() {
        serve2000ASecond();
        admission.look(false, true, now);
        assertEquals(BURST * 200, admission.mayWait(), 2 * BURST);
        now += JUST_EMPTY_MICROS;
        for (int n = 0; n < JUST_EMPTY_MICROS / 500; n++) {
            admission.takes(now, now);
        }
        admission.look(true, false, now);
        assertEquals(200, admission.mayWait(), 2, "as it lasts");
    }

    @Test
    void whoseCallerIsAboutToAskAgainIsTurnedAway() {
        assertEquals(1, take(2 * TOO_LATE_MICROS, STEP), "but not without overload");
        overload();
        assertEquals(0, take(TOO_LATE_MICROS, STEP));
        assertEquals(1, take(TOO_LATE_MICROS - 1, STEP));
    }

    @Test
    void itIsOverWhenNobodyWasRefusedForAWhile() {
        overload();
        admission.look(true, false, now);
        now += CALM_MICROS - 1;
        admission.look(false, true, now);
        assertTrue(admission.overload());
        now++;
        admission.look(false, true, now);
        assertFalse(admission.overload());
        take(LONG_WAIT_MICROS, STANDS_MICROS);
        assertFalse(admission.overload(), "and must be found again");
    }

    /** A thread that serves a call in 1 ms, and three times as many callers. */
    @Test
    void ofThreeTimesTheLoadAsManyAreServedInTimeAsCanBe() {
        var waiting = new ArrayDeque<Long>();
        int inTime = 0;
        boolean refused = false;
        for (long begin = now; now < begin + 60_000_000; now += 1_000) {
            for (int i = 0; i < 3; i++) {
                boolean enters = waiting.size() < admission.mayWait();
                refused |= !enters;
                if (enters) {
                    waiting.add(now);
                }
            }
            var next = waiting.poll();
            while (next != null && !admission.takes(next, now)) {
                next = waiting.poll();
            }
            inTime += next != null && now - next < TOO_LATE_MICROS ? 1 : 0;
            if (now % LOOK == 0) {
                admission.look(refused, waiting.isEmpty(), now);
                refused = false;
            }
        }
        assertTrue(inTime > 55_000, inTime + " of 60,000 that can be served");
    }
}
