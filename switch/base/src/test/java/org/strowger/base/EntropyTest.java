package org.strowger.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class EntropyTest {

    private static final int MANY = 10_000;

    @Test
    void nothingSecureComesTwice() {
        var entropy = Entropy.secure();
        var seen = new HashSet<String>();
        for (int i = 0; i < MANY; i++) {
            assertTrue(seen.add(entropy.hex(8)), "after " + i);
        }
        assertTrue(seen.add(Entropy.secure().hex(8)));
    }

    @Test
    void everyOctetOfALongTextIsDrawn() {
        var text = Entropy.secure().hex(4_096);
        assertEquals(8_192, text.length());
        assertEquals(16, text.chars().distinct().count());
        assertNotEquals(text.substring(0, 2_048), text.substring(2_048, 4_096));
    }

    @Test
    void numbersAreWithinTheirBound() {
        var entropy = Entropy.secure();
        for (int i = 0; i < MANY; i++) {
            int number = entropy.nextInt(7);
            assertTrue(number >= 0 && number < 7);
        }
    }

    @Test
    void theSameSeedGivesTheSame() {
        assertEquals(Entropy.seeded(7).hex(16), Entropy.seeded(7).hex(16));
    }
}
