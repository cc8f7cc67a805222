package org.strowger.harness.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the steps cost, as stored in the repository ({@link #RESOURCE}).
 *
 * @param processor on which it was measured
 * @param java its version
 * @param jvms in each of which the steps were measured
 * @param loads rounds of the laboratory
 */
public record Ratios(String processor, String java, int jvms, int loads, List<Ratio> ratios) {

    /** Where the recorded ones lie, in the jar. */
    public static final String RESOURCE = "/bench/ratios.json";

    /** The same in the sources, from the project's folder. */
    public static final Path SOURCE = Path.of("test-harness/src/main/resources/bench/ratios.json");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * One step.
     *
     * @param ratio its time over the reference's, median of the JVMs or of the rounds under load
     * @param lowest of them
     * @param highest of them
     * @param octets allocated by one step
     */
    public record Ratio(String step, double ratio, double lowest, double highest, double octets) {

        /** From what each JVM, or each round under load, gave. */
        static Ratio of(String step, List<Double> ratios, List<Double> octets) {
            var sorted = ratios.stream().sorted().toList();
            return new Ratio(
                    step,
                    sorted.get(sorted.size() / 2),
                    sorted.getFirst(),
                    sorted.getLast(),
                    Math.rint(Collections.min(octets)));
        }
    }

    public Ratios {
        ratios = List.copyOf(ratios);
    }

    /** The recorded ones. */
    public static Ratios recorded() {
        try (var in = Ratios.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + RESOURCE);
            }
            return JSON.readValue(in, Ratios.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them over the recorded ones, in the sources. */
    public void record(Path project) {
        var file = project.resolve(SOURCE);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
