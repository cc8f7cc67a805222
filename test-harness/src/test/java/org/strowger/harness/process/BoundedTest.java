package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;

    @Test
    void whatItPrintsAndHowItEndsIsKept() {
        try (var process = start(LIMIT, "echo ready: here; exit 3")) {
            process.awaitOutput("ready", output -> output.contains("ready:"), LIMIT);

            assertEquals(3, process.await());
            assertEquals("ready: here\n", process.output());
        }
    }

    @Test
    void aProcessThatTakesTooLongIsKilledAndSaidSo() {
        try (var process = start(Duration.ofMillis(100), "sleep 60")) {
            assertThrows(IllegalStateException.class, process::await);
            assertFalse(process.isAlive());
        }
    }

    @Test
    void closingKillsItAndItsChildren() {
        var process = start(LIMIT, "sleep 60 & echo started; wait");
        process.awaitOutput("start", output -> output.contains("started"), LIMIT);
        var children = ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();

        process.close();

        assertFalse(process.isAlive());
        assertFalse(children.isEmpty());
        children.forEach(child -> child.onExit().join());
    }

    @Test
    void waitingForWhatADeadProcessNeverSaidFailsAtOnce() {
        try (var process = start(LIMIT, "echo no")) {
            assertThrows(
                    IllegalStateException.class,
                    () -> process.awaitOutput("yes", output -> output.contains("yes"), LIMIT));
        }
    }

    @Test
    void aCommandThatFailsSaysWhatItPrinted() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> Bounded.run(List.of("sh", "-c", "echo why; exit 1"), folder, LIMIT));

        assertEquals(true, String.valueOf(failure.getMessage()).contains("why"));
        assertEquals("fine\n", Bounded.run(List.of("echo", "fine"), folder, LIMIT));
    }

    private Bounded start(Duration limit, String script) {
        return Bounded.start(
                List.of("sh", "-c", script), folder, folder.resolve("process.log"), limit);
    }
}
