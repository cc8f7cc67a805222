package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries mutated inputs for some time ({@code -Dfuzz.seconds=N}). What leads somewhere new is
 * mutated again. A failure names the seed, and the file with the input, which {@code
 * -Dfuzz.input=FILE} tries alone.
 */
public final class Fuzzing {

    /** What is tried. */
    @FunctionalInterface
    public interface Target {

        /**
         * Takes one input.
         *
         * @return what came of it, in words: another text is something new
         * @throws Exception and any Error: a finding
         */
        String take(byte[] input) throws Exception;
    }

    private static final long SECONDS = Long.getLong("fuzz.seconds", 2);
    private static final long SEED = Long.getLong("strowger.seed", System.nanoTime());
    private static final String ONLY = System.getProperty("fuzz.input", "");

    /** Good ones take far below a millisecond; no pause of a collector is as long. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int LARGEST_CORPUS = 20_000;

    private final String name;
    private final Target target;
    private final HashSet<String> seen = new HashSet<>();

    private Fuzzing(String name, Target target) {
        this.name = name;
        this.target = target;
    }

    /** Tries the seeds as they are, and then mutations until the time is over. */
    public static void run(String name, List<byte[]> seeds, Target target) throws IOException {
        var fuzzing = new Fuzzing(name, target);
        if (ONLY.isEmpty()) {
            fuzzing.run(seeds);
        } else {
            fuzzing.leadsSomewhereNew(Files.readAllBytes(Path.of(ONLY)));
        }
    }

    private void run(List<byte[]> seeds) throws IOException {
        var random = new Random(SEED);
        var mutator = new Mutator(random);
        var corpus = new ArrayList<>(seeds);
        for (var seed : seeds) {
            leadsSomewhereNew(seed);
        }
        int before = seen.size();
        long tried = 0;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(SECONDS)) {
            var input = mutator.mutated(any(corpus, random), any(corpus, random));
            if (leadsSomewhereNew(input) && corpus.size() < LARGEST_CORPUS) {
                corpus.add(input);
            }
            tried++;
        }
        System.out.printf(
                "fuzz %s: seed %d, %d inputs in %d s, %d different outcomes, %d of the seeds%n",
                name, SEED, tried, SECONDS, seen.size(), before);
        assertTrue(SECONDS == 0 || seen.size() > before, "mutations lead somewhere");
    }

    private static byte[] any(List<byte[]> corpus, Random random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private boolean leadsSomewhereNew(byte[] input) throws IOException {
        long begun = System.nanoTime();
        String outcome;
        try {
            outcome = target.take(input);
        } catch (Throwable finding) { // Errors are findings too: a stack that is too deep for one.
            throw finding("raised " + finding, input, finding);
        }
        if (System.nanoTime() - begun > SLOW_NANOS) {
            throw finding("took more than five seconds", input, null);
        }
        return seen.add(outcome);
    }

    private AssertionError finding(String what, byte[] input, @Nullable Throwable cause)
            throws IOException {
        var file = Path.of("target", "fuzz", name + '-' + SEED + ".bin").toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.write(file, input);
        return new AssertionError(
                "%s %s; seed %d; once more: -Dfuzz.input=%s".formatted(name, what, SEED, file),
                cause);
    }
}
