package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;

/**
 * What spool and loader cost a call, on real files. Prints it; the long form of the tests. Calls
 * move on together, as 500 a second do in 200 ms.
 */
@Tag("long")
class LoaderCostTest {

    private static final int ROUNDS = 4;
    private static final int CALLS_A_ROUND = 15_000;
    private static final int TOGETHER = 100;
    private static final LoaderLimits NOTHING_HELD = new LoaderLimits(0, 0);

    /** Over before the loader comes to it. */
    private static final int SHORT = 0;

    /** Its five events come 200 ms apart. */
    private static final int QUEUED = 1;

    private long spoolNanos;
    private long loaderNanos;

    @Test
    void everyCallIsLoadedAndItsCostIsPrinted(@TempDir Path dir) throws IOException {
        measure("queue call, written event by event", dir.resolve("a"), NOTHING_HELD, QUEUED);
        measure("queue call, held", dir.resolve("b"), LoaderLimits.standard(), QUEUED);
        measure("short call, held", dir.resolve("c"), LoaderLimits.standard(), SHORT);
    }

    private void measure(String what, Path dir, LoaderLimits limits, int spread)
            throws IOException {
        try (var database = Database.open(dir)) {
            var disk = new FileDisk(dir.resolve("spool"));
            var spool =
                    new Spool(disk, Clock.system(), SpoolLimits.standard(), SpoolPosition.START);
            var loader = Loader.ofFiles(disk, database, spool::position, Clock.system(), limits);
            for (int round = 0; round < ROUNDS; round++) {
                round(what, spool, loader, round * CALLS_A_ROUND, spread);
            }
            assertEquals(ROUNDS * CALLS_A_ROUND, loader.counters().get("loader.calls"));
        }
    }

    private void round(String what, Spool spool, Loader loader, int first, int spread)
            throws IOException {
        spoolNanos = 0;
        loaderNanos = 0;
        long before = processNanos();
        for (int i = 0; i < CALLS_A_ROUND; i += TOGETHER) {
            moveOn(first + i, spread, spool, loader);
        }
        System.out.printf(
                "%s: CPU a call: spool %d us, loader %d us, whole process %d us%n",
                what,
                spoolNanos / CALLS_A_ROUND / 1_000,
                loaderNanos / CALLS_A_ROUND / 1_000,
                (processNanos() - before) / CALLS_A_ROUND / 1_000);
    }

    private void moveOn(int first, int spread, Spool spool, Loader loader) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        int phases = spread == SHORT ? 3 : 5;
        for (int phase = 0; phase < phases; phase++) {
            for (int i = 0; i < TOGETHER; i++) {
                int call = first + i - TOGETHER * phase * spread;
                spool.append(events(call, spread).get(phase));
            }
        }
        assertTrue(spool.step());
        long spooled = threads.getCurrentThreadCpuTime();
        loader.loadAll();
        spoolNanos += spooled - begin;
        loaderNanos += threads.getCurrentThreadCpuTime() - spooled;
    }

    private static List<CallEvent> events(int call, int spread) {
        var id = "1-a-" + call;
        long start = call + 1_000_000L;
        return spread == SHORT
                ? List.of(
                        Calls.started(id, start),
                        Calls.answered(id, start + 1),
                        Calls.endedInScript(id, start, start + 2))
                : Calls.whole(id, start);
    }

    private static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
