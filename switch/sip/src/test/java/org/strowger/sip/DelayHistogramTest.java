package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayHistogramTest {

    private final DelayHistogram histogram = new DelayHistogram(100);

    @Test
    void boundsClimbFiveDecadesByAFifthEach() {
        var bounds = histogram.read().boundsMicros();
        assertEquals(100, bounds[0]);
        assertEquals(120, bounds[1]);
        assertEquals(1_000, bounds[12]);
        assertEquals(10_000_000, bounds[bounds.length - 1]);
        for (int i = 1; i < bounds.length; i++) {
            double ratio = (double) bounds[i] / bounds[i - 1];
            assertTrue(ratio > 1.15 && ratio < 1.26, bounds[i - 1] + " to " + bounds[i]);
        }
        assertEquals(10, new DelayHistogram(10).read().boundsMicros()[0]);
    }

    @Test
    void aBoundBelongsToItsBucketAndNothingIsLostAtTheEnds() {
        for (long micros : new long[] {0, 100, 101, 120, 10_000_000, 10_000_001}) {
            histogram.record(micros);
        }
        var reading = histogram.read();
        assertEquals(2, reading.counts()[0]);
        assertEquals(2, reading.counts()[1]);
        assertEquals(1, reading.counts()[reading.counts().length - 2]);
        assertEquals(1, reading.counts()[reading.counts().length - 1]);
        assertEquals(6, reading.count());
        assertEquals(20_000_322, reading.totalMicros());
    }

    @Test
    void everyValueLiesInItsBucket() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long micros = (long) Math.pow(10, 7.5 * random.nextDouble());
            var before = histogram.read();
            histogram.record(micros);
            var after = histogram.read();
            int bucket = 0;
            while (before.counts()[bucket] == after.counts()[bucket]) {
                bucket++;
            }
            var bounds = after.boundsMicros();
            assertTrue(bucket == bounds.length || micros <= bounds[bucket]);
            assertTrue(bucket == 0 || micros > bounds[bucket - 1]);
        }
        assertEquals(10_000, histogram.read().count());
    }

    @Test
    void aReadingDoesNotChange() {
        var before = histogram.read();
        histogram.record(1);
        assertEquals(0, before.count());
    }
}
