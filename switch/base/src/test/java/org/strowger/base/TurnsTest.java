package org.strowger.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Threads that are named give way, and only they; who asks for short turns has them. */
@EnabledOnOs(OS.LINUX)
class TurnsTest {

    @Test
    void threadsAreFoundByTheBeginningOfTheirNames() throws Exception {
        var running = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        var polite = thread("polite-1", running, end);
        var other = thread("impolite", running, end);
        running.await();
        int before = niceness("impolite");

        assertEquals(1, Turns.giveWay(List.of("polite-")));

        assertEquals(Turns.NICE, niceness("polite-1"));
        assertEquals(before, niceness("impolite"));
        end.countDown();
        polite.join();
        other.join();
    }

    /** A kernel before 6.12 takes it, and does nothing. */
    @Test
    void theCallingThreadAsksForShortTurns() {
        assertTrue(Turns.soon());
        assertTrue(Turns.soon(), "again");
    }

    private static Thread thread(String name, CountDownLatch running, CountDownLatch end) {
        return Thread.ofPlatform()
                .name(name)
                .start(() -> {
                    running.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /** The nineteenth field of proc_pid_stat(5); the second is the name, in brackets. */
    private static int niceness(String name) throws IOException {
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            for (var thread : threads.toList()) {
                var stat = Files.readString(thread.resolve("stat"));
                if (stat.contains("(" + name + ")")) {
                    var behind = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    return Integer.parseInt(behind[16]);
                }
            }
        }
        throw new AssertionError("no thread " + name);
    }
}
