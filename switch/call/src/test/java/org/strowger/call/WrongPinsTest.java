package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Ten wrong PINs are many; each is forgotten after a minute. */
class WrongPinsTest {

    private static final long MINUTE = 60_000_000;
    private static final String HERE = "4102";

    private final WrongPins pins = new WrongPins();

    /** How many of the tries were told. */
    private int wrong(int times, long now) {
        int told = 0;
        for (int i = 0; i < times; i++) {
            told += pins.add(HERE, "5551001", now) ? 1 : 0;
        }
        return told;
    }

    @Test
    void theTenthIsTheLastOfAMinuteAndToldOnce() {
        assertEquals(0, wrong(9, 5));
        assertFalse(pins.areTooMany(HERE, 5));
        assertEquals(1, wrong(1, 6));
        assertTrue(pins.areTooMany(HERE, 6));
        assertFalse(pins.areTooMany("4103", 6), "another conference's PIN");
        assertEquals(0, wrong(90, 7));
        assertEquals(100, pins.all());
        assertTrue(pins.areTooMany(HERE, MINUTE));
        assertFalse(pins.areTooMany(HERE, MINUTE + 5), "of ninety none was looked at");
    }

    @Test
    void whoGoesOnIsToldAgainOnlyAfterAPause() {
        assertEquals(1, wrong(10, 0));
        for (int minute = 1; minute < 100; minute++) {
            assertFalse(pins.areTooMany(HERE, minute * MINUTE));
            assertEquals(0, wrong(3, minute * MINUTE));
            assertTrue(pins.areTooMany(HERE, minute * MINUTE));
        }
        assertEquals(1, wrong(10, 110 * MINUTE));
    }

    @Test
    void usersAreCountedAndNothingElse() {
        for (int i = 0; i < 20; i++) {
            pins.addOfUser();
        }
        assertEquals(20, pins.all());
        assertFalse(pins.areTooMany(HERE, 0));
    }
}
