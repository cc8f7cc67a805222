package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A key that comes by two ways is told once. */
class PeerKeysTest {

    private final PeerKeys keys = new PeerKeys();
    private long nowMicros = 5_000_000;

    @Test
    void aCopyByAnotherWayIsNotTold() {
        assertTrue(takes('1', KeyWay.EVENTS));
        assertFalse(takes('1', KeyWay.INFO));
        assertFalse(takes('1', KeyWay.TONES));
        assertTrue(takes('2', KeyWay.INFO));
        assertFalse(takes('2', KeyWay.EVENTS));
    }

    @Test
    void keysOfOneWayAreNeverCopies() {
        for (int i = 0; i < 5; i++) {
            assertTrue(takes('7', KeyWay.INFO), "press " + i);
        }
    }

    @Test
    void aKeyPressedTwiceIsTwoInWhateverOrderTheFourCome() {
        var events = KeyWay.EVENTS;
        var info = KeyWay.INFO;
        assertEquals("+-+-", told(events, info, events, info));
        assertEquals("++--", told(events, events, info, info));
        assertEquals("+-+-", told(events, info, info, events));
        assertEquals("++--", told(info, info, events, events));
    }

    @Test
    void afterASecondItIsANewPress() {
        assertTrue(takes('1', KeyWay.EVENTS));
        nowMicros += PeerKeys.WINDOW_MICROS;
        assertTrue(takes('1', KeyWay.INFO));
    }

    @Test
    void askingChangesNothing() {
        assertFalse(keys.isCopy('1', KeyWay.EVENTS, nowMicros));
        assertTrue(takes('1', KeyWay.INFO));
        assertTrue(keys.isCopy('1', KeyWay.EVENTS, nowMicros));
        assertTrue(keys.isCopy('1', KeyWay.EVENTS, nowMicros));
        assertFalse(keys.isCopy('2', KeyWay.EVENTS, nowMicros));
        assertFalse(keys.isCopy('1', KeyWay.INFO, nowMicros));
    }

    @Test
    void whoFloodsIsHeardNoMoreThanAPersonCouldPress() {
        int told = 0;
        for (int i = 0; i < 1_000; i++) {
            told += keys.takes('5', KeyWay.INFO, nowMicros) ? 1 : 0;
        }
        assertEquals(KeyAllowance.BURST, told);
        nowMicros += KeyAllowance.KEY_MICROS;
        assertTrue(keys.takes('5', KeyWay.INFO, nowMicros));
        assertFalse(keys.takes('5', KeyWay.INFO, nowMicros));
    }

    private String told(KeyWay... ways) {
        nowMicros += 2 * PeerKeys.WINDOW_MICROS;
        var told = new StringBuilder();
        for (var way : ways) {
            told.append(takes('3', way) ? '+' : '-');
        }
        return told.toString();
    }

    private boolean takes(char key, KeyWay way) {
        nowMicros += 60_000;
        return keys.takes(key, way, nowMicros);
    }
}
