package org.strowger.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Threads that are named give way, and only they; who asks for short turns has them. */
@EnabledOnOs(OS.LINUX)
class TurnsTest {

    private static final int SCHED_OTHER = 0;
    private static final int SCHED_BATCH = 3;

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
        assertEquals(SCHED_BATCH, policy("polite-1"));
        assertEquals(SCHED_OTHER, policy("impolite"));
        end.countDown();
        polite.join();
        other.join();
    }

    /** A kernel before 6.12 takes it, and does nothing. */
    @Test
    void theCallingThreadAsksForShortTurns() throws IOException {
        assertTrue(Turns.soon());
        assertTrue(Turns.soon(), "again");
        var thread = Path.of("/proc/thread-self").toRealPath().getFileName();
        var slack = Files.readString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"));
        assertEquals(1_000, Integer.parseInt(slack.strip()));
    }

    /** In a thread of its own: a policy stays for good. */
    @Test
    void theCallingThreadStaysBehindOthersAndKeepsItsShare() throws Exception {
        var found = new CompletableFuture<List<Integer>>();
        Thread.ofPlatform()
                .name("unhurried")
                .start(() -> {
                    try {
                        int before = niceness("unhurried");
                        assertTrue(Turns.behind());
                        int after = niceness("unhurried");
                        found.complete(List.of(policy("unhurried"), after - before));
                    } catch (IOException | RuntimeException | AssertionError e) {
                        found.completeExceptionally(e);
                    }
                });

        assertEquals(List.of(SCHED_BATCH, 0), found.get());
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

    private static int niceness(String name) throws IOException {
        return field(19, name);
    }

    private static int policy(String name) throws IOException {
        return field(41, name);
    }

    /** Of proc_pid_stat(5), counted from one; the second is the name, in brackets. */
    private static int field(int number, String name) throws IOException {
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            for (var thread : threads.toList()) {
                var stat = Files.readString(thread.resolve("stat"));
                if (stat.contains("(" + name + ")")) {
                    var behind = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    return Integer.parseInt(behind[number - 3]);
                }
            }
        }
        throw new AssertionError("no thread " + name);
    }
}
