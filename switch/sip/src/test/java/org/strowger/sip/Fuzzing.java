package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.sanitizers.Constants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Tries good inputs and those kept of earlier findings ({@code src/test/resources/fuzz/CLASS}),
 * then lets Jazzer look for others in a JVM of its own ({@code -Dfuzz.seconds=N}). What it finds is
 * a file in {@code target/fuzz/CLASS} and in base64 in the failure; {@code -Dfuzz.input=FILE} tries
 * that alone. What it has learnt stays there too, for the next time.
 */
public final class Fuzzing {

    /** What is tried. */
    @FunctionalInterface
    public interface Target {

        /**
         * Takes one input.
         *
         * @throws Exception and any Error: a finding
         */
        void take(byte[] input) throws Exception;
    }

    private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
    private static final String ONLY = System.getProperty("fuzz.input", "");

    /** Good ones take far below a millisecond; no pause of a collector is as long. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final int LARGEST = 65_535;
    private static final long START_SECONDS = 300;
    private static final int LAST_WORDS = 6_000;
    private static final Path RESOURCES = Path.of("src", "test", "resources", "fuzz");

    /** We look for our own mistakes; these would look for SQL, and take ten seconds to begin. */
    private static final String NO_SANITIZERS =
            "--disabled_hooks=" + String.join(":", Constants.SANITIZER_HOOK_NAMES);

    private static final Pattern FOUND = Pattern.compile("Test unit written to (\\S+)");
    private static final Pattern DONE = Pattern.compile("DONE +cov: .*");

    private final String target;
    private final Path folder;
    private final Path kept;

    private Fuzzing(Class<?> target) {
        this.target = target.getName();
        folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        kept = RESOURCES.resolve(target.getSimpleName()).toAbsolutePath();
    }

    /**
     * Tries inputs.
     *
     * @param target a public class whose {@code public static void fuzzerTestOneInput(byte[])} is
     *     {@code taker}
     * @param seeds good inputs to begin from
     */
    public static void run(Class<?> target, Target taker, List<byte[]> seeds) throws Exception {
        if (!ONLY.isEmpty()) {
            take(taker, Files.readAllBytes(Path.of(ONLY)), ONLY);
            return;
        }
        var fuzzing = new Fuzzing(target);
        for (int i = 0; i < seeds.size(); i++) {
            take(taker, seeds.get(i), "seed " + i);
        }
        for (var file : fuzzing.kept()) {
            take(taker, Files.readAllBytes(file), file.toString());
        }
        if (SECONDS > 0) {
            fuzzing.search(seeds);
        }
    }

    private static void take(Target taker, byte[] input, String name) {
        assertTimeout(SLOW, () -> taker.take(input), name);
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (var files = Files.list(kept)) {
            return files.sorted().toList();
        }
    }

    private void search(List<byte[]> seeds) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("corpus"));
        var begin = Files.createDirectories(folder.resolve("seeds"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(begin.resolve("seed-" + i), seeds.get(i));
        }
        var log = folder.resolve("jazzer.log");
        var process =
                new ProcessBuilder(command())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(SECONDS + START_SECONDS, TimeUnit.SECONDS);
            assertTrue(ended, () -> "Jazzer does not end: " + lastWords(log));
            assertEquals(0, process.exitValue(), () -> finding(lastWords(log)));
        } finally {
            process.destroyForcibly();
        }
        // A dictionary that it recommends comes behind, and may be long.
        var done = DONE.matcher(Files.readString(log));
        assertTrue(done.find(), () -> "nothing was instrumented: " + lastWords(log));
        System.out.println("fuzz " + target + ": " + done.group());
    }

    private List<String> command() {
        var classes = System.getProperty("surefire.test.class.path");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classes == null ? System.getProperty("java.class.path") : classes,
                        Jazzer.class.getName(),
                        "--target_class=" + target,
                        "--instrumentation_includes=org.strowger.sip.**:gov.nist.javax.sip.parser.**",
                        NO_SANITIZERS,
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-dict=" + RESOURCES.resolve("sip.dict").toAbsolutePath(),
                        "-max_len=" + LARGEST,
                        "-timeout=" + SLOW.toSeconds(),
                        "-max_total_time=" + SECONDS,
                        "corpus",
                        "seeds"));
        if (Files.isDirectory(kept)) {
            command.add(kept.toString());
        }
        return command;
    }

    private String finding(String words) {
        var found = FOUND.matcher(words);
        if (!found.find()) {
            return words;
        }
        var file = Path.of(found.group(1));
        try {
            var input = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            return "%s%nOnce more: -Dfuzz.input=%s; to be kept in %s; in base64: %s%n"
                    .formatted(words, file, kept, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastWords(Path log) {
        try {
            var all = Files.readString(log);
            return all.substring(Math.max(0, all.length() - LAST_WORDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
