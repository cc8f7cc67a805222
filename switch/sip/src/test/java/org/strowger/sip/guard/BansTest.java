package org.strowger.sip.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BansTest {

    private static final InetAddress SOMEBODY = InetAddress.ofLiteral("192.0.2.1");
    private static final long MINUTE = 60_000_000;
    private static final long DAY = 1_440 * MINUTE;

    private final Bans bans = new Bans(MINUTE, DAY);

    private Ban add(long key, long now) {
        return bans.add(key, SOMEBODY, 0, Set.of(), Offence.MALFORMED, now);
    }

    @Test
    void theTableIsBoundedAndTheLongestBansStay() {
        add(-1, 0);
        add(-1, MINUTE);
        for (int i = 0; i < 3 * Bans.MOST; i++) {
            add(i, MINUTE + i);
        }
        int left = bans.now(MINUTE + 3 * Bans.MOST).size();
        assertTrue(left <= Bans.MOST && left >= Bans.MOST - Bans.ROOM, () -> left + " bans");
        assertTrue(bans.hold(-1, 1, 2 * MINUTE), "the second ban lasts two minutes");
        assertFalse(bans.hold(0, 1, MINUTE), "a first ban ends first");
    }

    @Test
    void whatHasEndedMakesRoomForAll() {
        for (int i = 0; i < Bans.MOST; i++) {
            add(i, 0);
        }
        add(-1, 2 * MINUTE);
        assertEquals(1, bans.clear(_ -> true).size());
    }

    @Test
    void isNewestFirst() {
        add(1, 1);
        add(2, 3);
        add(3, 2);
        var times = bans.now(10).stream().map(Ban::sinceMicros).toList();
        assertEquals(List.of(3L, 2L, 1L), times);
        assertEquals(0, bans.now(2 * MINUTE).size());
    }
}
