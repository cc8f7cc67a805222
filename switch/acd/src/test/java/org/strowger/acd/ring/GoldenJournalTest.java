package org.strowger.acd.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.acd.AcdEvent;

/**
 * A journal that was written once leads to the decisions of then, whatever JVM reads it and however
 * that compiles. Where decisions were meant to change, {@code golden/sha256} gets what the failure
 * shows, and the CHANGELOG a line; {@code GoldenRecorder} writes a new journal.
 */
class GoldenJournalTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theDecisionsAreThoseOfThen() throws IOException {
        assertEquals(golden(), GoldenJournal.sum(folder()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=4"})
    void anotherJvmDecidesTheSame(String compiler) throws IOException, InterruptedException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        compiler,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GoldenJournal.class.getName(),
                        folder().toString());
        var output = Files.createTempFile("golden", ".out");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "took too long");
            assertEquals(golden(), Files.readString(output).strip());
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    @Test
    void everyKindOfEventIsInIt() throws IOException {
        var met = new TreeSet<String>();
        Replay.of(folder(), event -> met.add(event.getClass().getSimpleName()));
        var all = new TreeSet<String>();
        kinds(AcdEvent.class).forEach(kind -> all.add(kind.getSimpleName()));
        assertEquals(all, met);
    }

    private static List<Class<?>> kinds(Class<?> of) {
        var kinds = new ArrayList<Class<?>>();
        for (var kind :
                of.getPermittedSubclasses() == null
                        ? new Class<?>[0]
                        : of.getPermittedSubclasses()) {
            kinds.addAll(kind.isRecord() ? List.of(kind) : kinds(kind));
        }
        return kinds;
    }

    private static String golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        GoldenJournalTest.class.getResourceAsStream("/golden/sha256"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    private static Path folder() {
        try {
            var first =
                    Objects.requireNonNull(
                            GoldenJournalTest.class.getResource("/golden/acd-00000001.journal"));
            return Objects.requireNonNull(Path.of(first.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
