package org.strowger.sip.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final Limit TEN_A_MINUTE = new Limit(10, Duration.ofMinutes(1));
    private static final long SECOND = 1_000_000;

    private long now = 1_700_000_000_000_000L;
    private final Buckets buckets = new Buckets(Buckets.MANY, 42, now);

    private int taken(long key, int kind, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += buckets.take(key, kind, TEN_A_MINUTE, now) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void givesWhatIsInItAndThenWhatComesBack() {
        assertEquals(10, taken(1, 0, 100));
        now += 6 * SECOND;
        assertEquals(1, taken(1, 0, 100));
        now += 30 * SECOND;
        assertEquals(5, taken(1, 0, 100));
        now += 3_600 * SECOND;
        assertEquals(10, taken(1, 0, 100), "no more than a full one");
    }

    @Test
    void eachKeyAndKindHasItsOwn() {
        assertEquals(10, taken(1, 0, 100));
        assertEquals(10, taken(1, 1, 100));
        assertEquals(10, taken(2, 0, 100));
        buckets.fill(1, 0);
        assertEquals(10, taken(1, 0, 100));
        assertEquals(0, taken(1, 1, 100));
        buckets.fillAll();
        assertEquals(10, taken(1, 1, 100));
    }

    @Test
    void countsForYears() {
        now += Duration.ofDays(8 * 365).toSeconds() * SECOND;
        assertEquals(10, taken(1, 0, 100));
        now += 60 * SECOND;
        assertEquals(10, taken(1, 0, 100));
    }

    /** The table has a fixed size, so what is to be shown is that the right ones keep places. */
    @Test
    void aMillionSourcesDoNotPushOutTheOneThatSendsALot() {
        assertEquals(10, taken(7, 0, 100));
        int refused = 0;
        for (long source = 1_000; source < 1_001_000; source++) {
            refused += buckets.take(source, 0, TEN_A_MINUTE, now) ? 0 : 1;
        }
        assertTrue(refused < 100, () -> "strangers share a bucket");
        assertFalse(buckets.take(7, 0, TEN_A_MINUTE, now));
    }

    @Test
    void givesARateWithItsBurst() {
        var limit = Limit.perSecond(100);
        int taken = 0;
        for (int millis = 0; millis < 10_000; millis++) {
            taken += buckets.take(1, 0, limit, now) ? 1 : 0;
            now += 1_000;
        }
        assertEquals(1_400, taken, 15, "400 at once, then 100 a second");
    }
}
