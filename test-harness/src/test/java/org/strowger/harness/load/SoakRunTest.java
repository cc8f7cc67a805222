package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.load.report.ResultFile;

/** The short form of a soak; the hour is run by command. */
@Tag("loopback")
@Tag("alone")
class SoakRunTest {

    /** The switch is at rest after 64 of them. */
    private static final int SHORT_T1_MILLIS = 50;

    private static final Duration SHORT = Duration.ofSeconds(40);

    @TempDir Path folder;

    @Test
    void underSteadyLoadTheSwitchDoesNotGrow() {
        var settings =
                Soak.settings("test", SHORT, Soak.RATE, true, 1, folder)
                        .brief(0, SHORT_T1_MILLIS, List.of());
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
