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
        return bans.add(key, SOMEBODY, 0, Set.of(), Offence.MALFORMED, true, now);
    }

    private Ban heard(boolean proven, long now, Integer... ports) {
        return bans.add(7, SOMEBODY, 0, Set.of(ports), Offence.MALFORMED, proven, now);
    }

    @Test
    void whatIsNotProvenLastsAsLongAsTheFirst() {
        assertEquals(MINUTE, heard(false, 0).untilMicros());
        assertEquals(2 * MINUTE, heard(false, MINUTE).untilMicros());
        assertEquals(5 * MINUTE, heard(true, 3 * MINUTE).untilMicros(), "the second for certain");
        assertEquals(5 * MINUTE, heard(false, 4 * MINUTE - 1).untilMicros(), "never cut short");
    }

    @Test
    void aPortOnceShutIsNotHeardAgainWhileABanLasts() {
        assertEquals(Set.of(1, 2), heard(false, 0, 1, 2).heard());
        assertEquals(Set.of(1), heard(false, 1, 1, 3).heard());
        assertEquals(Set.of(), heard(false, 2, 2, 3).heard());
        assertEquals(Set.of(2, 3), heard(false, 2 + MINUTE, 2, 3).heard());
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
