package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.strowger.media.MediaCounters.Counter;

class PortTableTest {

    private static final long SECOND = 1_000_000;

    private final MediaCounters counters = new MediaCounters();
    private final PortTable table = new PortTable(3, counters);

    @Test
    void thePortThatRestedLongestIsNext() {
        assertEquals(0, table.take(0));
        assertEquals(1, table.take(0));
        table.release(1, SECOND);
        table.release(0, 2 * SECOND);
        assertEquals(2, table.take(40 * SECOND));
        assertEquals(1, table.take(40 * SECOND));
        assertEquals(0, table.take(40 * SECOND));
        assertEquals(PortTable.NONE, table.take(40 * SECOND));
        assertEquals(3, table.inUse());
        assertEquals(0, counters.get(Counter.PORTS_REUSED_EARLY));
    }

    @Test
    void underPressureASecondIsEnoughAndIsCounted() {
        takeAll();
        table.release(1, 0);
        assertEquals(PortTable.NONE, table.take(SECOND - 1));
        assertEquals(1, table.take(SECOND));
        assertEquals(1, counters.get(Counter.PORTS_REUSED_EARLY));
        table.release(1, 2 * SECOND);
        assertEquals(1, table.take(32 * SECOND));
        assertEquals(1, counters.get(Counter.PORTS_REUSED_EARLY));
    }

    @Test
    void aPortOfSomebodyElseIsLeftAloneForAMinute() {
        takeAll();
        table.park(0, 0);
        assertEquals(2, table.inUse());
        assertEquals(PortTable.NONE, table.take(59 * SECOND));
        assertEquals(0, table.take(60 * SECOND));
    }

    @Test
    void aPortGivenBackTwiceIsAMistake() {
        assertThrows(IllegalStateException.class, () -> table.release(0, 0));
    }

    @Test
    void noPortIsLostOrHandedOutTwice() {
        long seed = 3_550;
        var random = new Random(seed);
        var many = new PortTable(50, counters);
        var taken = new TreeSet<Integer>();
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(200_000);
            if (random.nextBoolean()) {
                int port = many.take(now);
                assertTrue(port == PortTable.NONE || taken.add(port), "seed " + seed);
            } else if (!taken.isEmpty()) {
                int port = taken.removeFirst();
                if (random.nextInt(20) == 0) {
                    many.park(port, now);
                } else {
                    many.release(port, now);
                }
            }
            assertEquals(taken.size(), many.inUse(), "seed " + seed);
        }
        assertTrue(taken.size() < 50);
    }

    @Test
    void evenPortsGoFirstAndWhatIsLentIsNotTaken() {
        var pairs = new PortTable(4, port -> port % 2 == 1, counters);
        assertEquals(0, pairs.take(0));
        assertTrue(pairs.lend(1));
        assertFalse(pairs.lend(1), "already");
        assertFalse(pairs.lend(0), "taken");
        assertEquals(2, pairs.take(0));
        assertEquals(3, pairs.take(0));
        assertEquals(PortTable.NONE, pairs.take(0));
        assertEquals(3, pairs.inUse());
        pairs.giveBack(1, 0);
        assertEquals(PortTable.NONE, pairs.take(SECOND - 1));
        assertEquals(1, pairs.take(SECOND));
        pairs.release(0, 2 * SECOND);
        pairs.release(1, 0);
        assertEquals(0, pairs.take(40 * SECOND), "both have rested");
        assertEquals(3, pairs.inUse());
    }

    @Test
    void whatWasLentRestsAnewThoughItWasNeverTaken() {
        var pairs = new PortTable(4, port -> port % 2 == 1, counters);
        assertTrue(pairs.lend(1));
        pairs.giveBack(1, 10 * SECOND);
        assertEquals(0, pairs.take(10 * SECOND));
        assertEquals(2, pairs.take(10 * SECOND));
        assertEquals(3, pairs.take(10 * SECOND), "not the one that was lent");
        assertEquals(PortTable.NONE, pairs.take(10 * SECOND));
        assertEquals(1, pairs.take(11 * SECOND));
    }

    @Test
    void noPortIsLostOrHandedOutTwiceWhenSomeAreLent() {
        long seed = 3_605;
        var random = new Random(seed);
        var many = new PortTable(50, port -> port % 2 == 1, counters);
        var taken = new TreeSet<Integer>();
        var lent = new TreeSet<Integer>();
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(200_000);
            switch (random.nextInt(4)) {
                case 0 -> {
                    int port = many.take(now);
                    assertTrue(port == PortTable.NONE || taken.add(port), "seed " + seed);
                    assertFalse(lent.contains(port), "seed " + seed);
                }
                case 1 -> {
                    int port = 1 + 2 * random.nextInt(25);
                    boolean free = !taken.contains(port) && !lent.contains(port);
                    assertEquals(free, many.lend(port), "seed " + seed);
                    if (free) {
                        lent.add(port);
                    }
                }
                case 2 -> {
                    if (!taken.isEmpty()) {
                        many.release(taken.removeFirst(), now);
                    }
                }
                default -> {
                    if (!lent.isEmpty()) {
                        many.giveBack(lent.removeFirst(), now);
                    }
                }
            }
        }
    }

    private void takeAll() {
        for (int i = 0; i < 3; i++) {
            assertEquals(i, table.take(0));
        }
    }
}
