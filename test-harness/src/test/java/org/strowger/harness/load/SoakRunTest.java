package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.load.report.ResultFile;

/** The short form of a soak; the hour is run by command. */
@Tag("loopback")
@Tag("alone")
class SoakRunTest {

    private static final Duration SHORT = Duration.ofSeconds(45);

    @TempDir Path folder;

    @Test
    void underSteadyLoadTheSwitchDoesNotGrow() {
        var settings = Soak.settings("test", SHORT, Soak.RATE, true, 1, folder);
        var progress = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        var result = Soak.run(settings, progress, new Interruption());

        var round = result.rounds().getFirst();
        assertTrue(result.passed(), () -> round.findings().toString());
        assertEquals(SHORT.toSeconds() * (long) Soak.RATE, round.sessions().attempted());
        assertEquals(
                5,
                round.findings().stream().filter(f -> f.name().startsWith("growth of ")).count());
        assertEquals(round.findings(), ResultFile.read(folder).rounds().getFirst().findings());
    }
}
