package org.strowger.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class RtcpScheduleTest {

    private static final long STEP = 10_000;
    private static final long HOUR = 3_600_000_000L;

    private final SplittableRandom chance = new SplittableRandom(5);

    @Test
    @Rfc(number = 3550, section = "6.3")
    @Rfc(number = 3550, section = "6.2")
    void reportsAreFiveSecondsApartOnAverageAndNeverTwiceAlike() {
        var schedule = new RtcpSchedule();
        schedule.begin(0, chance);
        var distances = new ArrayList<Long>();
        long last = 0;
        for (long now = 0; now < HOUR; now += STEP) {
            if (schedule.isDue(now, chance)) {
                distances.add(now - last);
                last = now;
            }
        }
        long first = distances.removeFirst();
        assertTrue(first >= 1_026_000 && first < 3_100_000, "the first after " + first);
        long shortest = distances.stream().mapToLong(d -> d).min().orElseThrow();
        long longest = distances.stream().mapToLong(d -> d).max().orElseThrow();
        double mean = distances.stream().mapToLong(d -> d).average().orElseThrow();
        assertTrue(shortest >= 2_052_000, "shortest " + shortest);
        assertTrue(longest <= 6_160_000 + STEP, "longest " + longest);
        assertEquals(5_000_000, mean, 200_000);
        assertTrue(distances.stream().distinct().count() > 100);
    }

    @Test
    void nothingIsDueBeforeItBeginsAndBeginningAgainChangesNothing() {
        var schedule = new RtcpSchedule();
        assertFalse(schedule.isDue(HOUR, chance));
        schedule.begin(HOUR, chance);
        assertFalse(schedule.isDue(HOUR, chance));
        assertFalse(schedule.hasReported());
        schedule.begin(2 * HOUR, chance);
        assertTrue(schedule.isDue(2 * HOUR, chance));
        assertTrue(schedule.hasReported());
    }
}
