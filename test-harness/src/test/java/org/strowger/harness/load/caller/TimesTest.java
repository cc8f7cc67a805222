package org.strowger.harness.load.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void countsThoseAboveALimit() {
        var times = new Times();
        for (int i = 1; i <= 10; i++) {
            times.add("a", i * 200_000L);
        }
        times.add("b", 9_000_000);
        assertEquals(5, times.above("a", 1_000_000));
        assertEquals(0, times.above("a", 3_000_000));
        assertEquals(0, times.above("c", 0));
    }
}
