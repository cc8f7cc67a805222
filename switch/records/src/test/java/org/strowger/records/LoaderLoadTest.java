package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;

/**
 * What a call costs the threads spool and loader and the rest of the process when 500 calls come
 * each second, with their five events 100 ms apart. Prints it; the long form of the tests.
 */
@Tag("long")
class LoaderLoadTest {

    private static final int SECONDS = 8;
    private static final long CALLS_A_TICK = 10;
    private static final int TICKS_A_SECOND = 50;
    private static final int TICKS_BETWEEN_EVENTS = 5;
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / TICKS_A_SECOND;

    @Test
    void everyCallIsLoadedAndItsCostIsPrinted(@TempDir Path dir) throws IOException {
        for (int i = 0; i < 2; i++) {
            measure("nothing held", dir.resolve("a" + i), new LoaderLimits(0, 0));
            measure("open calls held", dir.resolve("b" + i), LoaderLimits.standard());
        }
    }

    private static void measure(String what, Path dir, LoaderLimits limits) throws IOException {
        try (var database = Database.open(dir)) {
            var disk = new FileDisk(dir.resolve("spool"));
            var spool =
                    new Spool(disk, Clock.system(), SpoolLimits.standard(), SpoolPosition.START);
            var loader = Loader.ofFiles(disk, database, spool::position, Clock.system(), limits);
            spool.start();
            loader.start();
            long began = System.nanoTime();
            int ticks = SECONDS * TICKS_A_SECOND;
            var before = Cost.now();
            for (int tick = 0; tick < ticks + 4 * TICKS_BETWEEN_EVENTS; tick++) {
                moveOn(spool, tick, ticks);
                LockSupport.parkNanos(began + tick * TICK_NANOS - System.nanoTime());
            }
            System.out.println(what + ": " + Cost.now().since(before, ticks * CALLS_A_TICK));
            spool.close();
            loader.close();
            assertEquals(ticks * CALLS_A_TICK, loader.counters().get("loader.calls"));
        }
    }

    private static void moveOn(Spool spool, int tick, int ticks) {
        for (int phase = 0; phase < 5; phase++) {
            int begunAt = tick - phase * TICKS_BETWEEN_EVENTS;
            for (int i = 0; begunAt >= 0 && begunAt < ticks && i < CALLS_A_TICK; i++) {
                long call = begunAt * CALLS_A_TICK + i;
                spool.append(Calls.whole("1-a-" + call, call + 1_000_000L).get(phase));
            }
        }
    }

    /** CPU time in nanoseconds. */
    private record Cost(long spool, long loader, long caller, long process) {

        static Cost now() {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Cost(
                    of("spool"),
                    of("loader"),
                    ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
                    system.getProcessCpuTime());
        }

        private static long of(String thread) {
            var threads = ManagementFactory.getThreadMXBean();
            return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                    .filter(info -> info != null && info.getThreadName().equals(thread))
                    .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
                    .max()
                    .orElse(0);
        }

        String since(Cost before, long calls) {
            long other =
                    process
                            - before.process
                            - (caller - before.caller)
                            - (spool - before.spool)
                            - (loader - before.loader);
            var micros =
                    List.of(spool - before.spool, loader - before.loader, other).stream()
                            .map(nanos -> nanos / calls / 1_000)
                            .toList();
            return "CPU a call: spool %d us, loader %d us, other %d us".formatted(micros.toArray());
        }
    }
}
