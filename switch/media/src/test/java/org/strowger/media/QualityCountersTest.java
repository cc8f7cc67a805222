package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.strowger.media.quality.LegQuality;

class QualityCountersTest {

    private final QualityCounters counters = new QualityCounters();

    @Test
    void aLegCountsInEveryDirectionThatWasMeasured() {
        var quality = new LegQuality(310, 4_000, 9_000, 80, 0, 0, 0, 30_000, 2, 5, 1_000, 441);
        counters.ended(new MediaStatistics(1_000, 99, 1, 0, 0, 0, quality));
        assertEquals(3_100_000, counters.mos(false).total());
        assertEquals(4_410_000, counters.mos(true).total());
        assertEquals(4_000, counters.jitter(false).total());
        assertEquals(1_000, counters.jitter(true).total());
        assertEquals(10_000, counters.loss(false).total());
        assertEquals(5_000, counters.loss(true).total());
        assertEquals(30_000, counters.roundTrip().total());
    }

    @Test
    void aLegThatNobodyHeardCountsNowhere() {
        counters.ended(MediaStatistics.NONE);
        for (boolean peers : new boolean[] {false, true}) {
            assertEquals(0, LongStream.of(counters.mos(peers).counts()).sum());
            assertEquals(0, LongStream.of(counters.jitter(peers).counts()).sum());
            assertEquals(0, LongStream.of(counters.loss(peers).counts()).sum());
        }
        assertEquals(0, LongStream.of(counters.roundTrip().counts()).sum());
    }

    @Test
    void bucketsEndWithTheirBound() {
        var few = new Distribution(10, 20);
        for (long value : new long[] {0, 10, 11, 20, 21, 1_000}) {
            few.record(value);
        }
        assertArrayEquals(new long[] {2, 2, 2}, few.counts());
        assertArrayEquals(new long[] {10, 20}, few.bounds());
        assertEquals(1_062, few.total());
    }
}
