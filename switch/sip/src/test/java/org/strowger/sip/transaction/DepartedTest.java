package org.strowger.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DepartedTest {

    private final FakeTime time = new FakeTime();
    private final Departed departed =
            new Departed(new Timers(time, time.wheel(), Duration.ofMillis(500)), 7);

    private static ServerKey key(int number) {
        return ServerKey.of("z9hG4bK" + number, "h", "BYE");
    }

    @Test
    void knowsEachOfManyAndNoOther() {
        int many = 50_000;
        for (int i = 0; i < many; i++) {
            departed.add(key(i));
        }
        for (int i = 0; i < many; i++) {
            assertTrue(departed.knows(key(i)));
            assertFalse(departed.knows(key(many + i)));
        }
        assertFalse(departed.knows(ServerKey.of("z9hG4bK1", "h", "INVITE")));
    }

    @Test
    void forgetsAfter64T1AtTheEarliestAndTwiceThatAtTheLatest() {
        time.advanceMillis(20_000);
        departed.addOrigin("a");
        time.advanceMillis(31_000);
        departed.addOrigin("b");
        time.advanceMillis(1_000);
        assertTrue(departed.knowsOrigin("a"));
        time.advanceMillis(31_000);
        assertTrue(departed.knowsOrigin("b"));
        time.advanceMillis(1_000);
        assertFalse(departed.knowsOrigin("a"));
        time.advance(Duration.ofHours(1));
        assertFalse(departed.knowsOrigin("b"));
    }

    @Test
    void aSetHoldsEachNumberOnce() {
        var set = new LongSet();
        for (long i = 1; i <= 1_000; i++) {
            set.add(i << 32); // All want the same place.
            set.add(i << 32);
        }
        assertEquals(1_000, set.size());
        assertTrue(set.contains(7L << 32));
        assertFalse(set.contains(7));
    }
}
