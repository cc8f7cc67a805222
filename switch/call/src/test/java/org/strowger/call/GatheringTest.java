package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GatheringTest {

    /** A step every 71 µs is just enough. */
    private static final long OFTEN_MICROS = Gathering.WINDOW_MICROS / Gathering.MANY;

    private static final int A_SECOND = 1_000_000;

    private final Gathering gathering = new Gathering();
    private long now = 1_000_000_000L;

    @Test
    void whoHasLittleToDoAnswersAtOnce() {
        assertEquals(0, gathered(A_SECOND, OFTEN_MICROS + 5));
    }

    @Test
    void whoHasMuchToDoLetsMessagesGather() {
        gathered(A_SECOND, OFTEN_MICROS);

        assertEquals(Gathering.NANOS, gathering.nanos(now, 0));
    }

    @Test
    void stepsCountAndNotPauses() {
        for (int pause = 0; pause < 1_000; pause++) {
            for (int step = 0; step < 10; step++) {
                gathering.stepped();
            }
            now += 10 * OFTEN_MICROS;
            var _ = gathering.nanos(now, 0);
        }

        assertEquals(Gathering.NANOS, gathering.nanos(now, 0));
    }

    @Test
    void aFloodOfWhatIsRefusedCountsThoughItIsNoStep() {
        long heard = 1_000_000_000;
        for (long passed = 0; passed < A_SECOND; passed += OFTEN_MICROS) {
            now += OFTEN_MICROS;
            var _ = gathering.nanos(now, ++heard);
        }

        assertEquals(Gathering.REFUSING_NANOS, gathering.nanos(now, heard));
        assertEquals(0, gathering.nanos(now + Gathering.WINDOW_MICROS, heard));
    }

    @Test
    void datagramsThatAreStepsAreNotRefused() {
        long heard = 0;
        for (long passed = 0; passed < A_SECOND; passed += OFTEN_MICROS) {
            now += OFTEN_MICROS;
            gathering.stepped();
            var _ = gathering.nanos(now, ++heard);
        }

        assertEquals(Gathering.NANOS, gathering.nanos(now, heard));
    }

    @Test
    void itStopsSoonAfterTheRush() {
        gathered(A_SECOND, OFTEN_MICROS);

        int more = gathered(A_SECOND, 1_000);

        assertTrue(more <= Gathering.WINDOW_MICROS / 1_000, "gathered at " + more + " pauses");
        assertEquals(0, gathering.nanos(now, 0));
    }

    @Test
    void aLongRestBeforeARushDoesNotHideIt() {
        now += 3_600L * A_SECOND;

        assertTrue(gathered(A_SECOND, OFTEN_MICROS) > 0);
    }

    @Test
    void aRestAfterARushEndsIt() {
        gathered(A_SECOND, OFTEN_MICROS);
        now += 60L * A_SECOND;

        assertEquals(0, gathering.nanos(now, 0));
    }

    /** Pauses at which messages gathered, of a step and a pause every so often for so long. */
    private int gathered(long micros, long often) {
        int gathered = 0;
        for (long passed = 0; passed < micros; passed += often) {
            now += often;
            gathering.stepped();
            if (gathering.nanos(now, 0) > 0) {
                gathered++;
            }
        }
        return gathered;
    }
}
