package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;

/** What spool and loader cost a call, on real files. Prints it; the long form of the tests. */
@Tag("long")
class LoaderCostTest {

    private static final int ROUNDS = 8;
    private static final int CALLS_A_ROUND = 20_000;

    /** Calls that move on together: what 500 calls a second give in 200 ms. */
    private static final int TOGETHER = 100;

    private long spoolNanos;
    private long loaderNanos;

    @Test
    void everyCallIsLoadedAndItsCostIsPrinted(@TempDir Path dir) throws IOException {
        var disk = new FileDisk(dir.resolve("spool"));
        try (var database = Database.open(dir)) {
            var limits = SpoolLimits.standard();
            var spool = new Spool(disk, Clock.system(), limits, SpoolPosition.START);
            var loader = new Loader(disk, database, spool::position, Clock.system());
            for (int round = 0; round < ROUNDS; round++) {
                spoolNanos = 0;
                loaderNanos = 0;
                for (int i = 0; i < CALLS_A_ROUND; i += TOGETHER) {
                    fiveEventsOfDifferentCalls(round * CALLS_A_ROUND + i, spool, loader);
                }
                System.out.printf(
                        "CPU a call: spool %d us, loader %d us%n",
                        TimeUnit.NANOSECONDS.toMicros(spoolNanos / CALLS_A_ROUND),
                        TimeUnit.NANOSECONDS.toMicros(loaderNanos / CALLS_A_ROUND));
            }
            assertEquals(ROUNDS * CALLS_A_ROUND, loader.counters().get("loader.calls"));
        }
    }

    private void fiveEventsOfDifferentCalls(int first, Spool spool, Loader loader)
            throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        for (int phase = 0; phase < 5; phase++) {
            for (int i = 0; i < TOGETHER; i++) {
                int call = first + i - TOGETHER * phase;
                spool.append(Calls.whole("1-a-" + call, call + 1_000_000L).get(phase));
            }
        }
        assertEquals(true, spool.step());
        long spooled = threads.getCurrentThreadCpuTime();
        loader.loadAll();
        spoolNanos += spooled - begin;
        loaderNanos += threads.getCurrentThreadCpuTime() - spooled;
    }
}
