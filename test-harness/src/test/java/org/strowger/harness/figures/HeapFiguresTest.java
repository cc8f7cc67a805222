package org.strowger.harness.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits with fewer calls than the command has, so with room for what the JVM itself needs. */
class HeapFiguresTest {

    private static final int CALLS = 2_000;

    @TempDir private Path folder;

    @Test
    void aDialogKeepsLittle() throws IOException {
        demand(Benchmark.DIALOG);
    }

    @Test
    void aBridgedCallKeepsLittle() throws IOException {
        demand(Benchmark.BRIDGED);
    }

    private void demand(Benchmark benchmark) throws IOException {
        var settings = new BenchSettings(CALLS, 1, 1, 1, 0, 1, 2, "1g", false, folder);
        var measured = benchmark.measure(settings, System.out);

        assertEquals(1, measured.findings().size());
        assertTrue(measured.holds(), measured.findings().toString());
        assertTrue(
                Files.readString(folder.resolve(benchmark.typed() + ".json")).contains("octets"));
    }
}
