package org.strowger.harness.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.ProjectFolder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JVM of its own, in which JMH runs steps and reference in turns of a fraction of a second, so
 * that both meet the same machine. Not in JMH's forks: between those lie seconds, and each would
 * have to compile anew what it measures.
 */
public final class Turns {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String OCTETS = "gc.alloc.rate.norm";
    private static final int ITERATIONS = 2;
    private static final TimeValue ITERATION = TimeValue.milliseconds(15);

    private static final JsonMapper JSON = new JsonMapper();

    /** Compiles before it goes on: what is compiled when must not depend on the machine's load. */
    private static final List<String> JVM =
            List.of(
                    "-Xbatch",
                    "-Xms512m",
                    "-Xmx512m",
                    "-XX:+UseG1GC",
                    "-Djmh.ignoreLock=true",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private Turns() {}

    /**
     * A step once.
     *
     * @param nanos of processor time of one operation
     * @param reference the same of the reference, the mean of just before and just after
     * @param octets that one operation allocates
     */
    record Turn(String step, double nanos, double reference, double octets) {}

    private record Score(double nanos, double octets) {}

    /**
     * Measures in a new JVM.
     *
     * @param rounds turns of each step
     * @param warmUp how often each step is done before the first round
     */
    static List<Turn> measure(List<Step> steps, int rounds, int warmUp) {
        try {
            var file = Files.createTempFile("strowger-turns", ".json");
            try {
                Bounded.run(command(steps, rounds, warmUp, file), Path.of("."), LIMIT);
                return List.of(JSON.readValue(file, Turn[].class));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<Step> steps, int rounds, int warmUp, Path file) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-D" + ProjectFolder.PROPERTY + "=" + ProjectFolder.find());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Turns.class.getName());
        command.addAll(List.of(file.toString(), "" + rounds, "" + warmUp));
        for (var step : steps) {
            command.add(step.name() + "=" + step.workload().getName());
        }
        return command;
    }

    /**
     * The new JVM.
     *
     * @param arguments file for the result, rounds, warm-up, {@code name=class} of each step
     */
    public static void main(String[] arguments) throws ClassNotFoundException, RunnerException {
        var steps = new ArrayList<Step>();
        for (var step : Arrays.asList(arguments).subList(3, arguments.length)) {
            int equals = step.lastIndexOf('=');
            var workload = Class.forName(step.substring(equals + 1));
            steps.add(new Step(step.substring(0, equals), workload));
        }
        int times = Integer.parseInt(arguments[2]);
        warmUp(Step.REFERENCE, times);
        for (var step : steps) {
            warmUp(step, times);
        }
        var turns = rounds(steps, Integer.parseInt(arguments[1]));
        JSON.writeValue(new File(arguments[0]), turns);
    }

    /** Counted, not timed, so that a busy machine does not measure what is not yet compiled. */
    private static void warmUp(Step step, int times) throws RunnerException {
        var options =
                of(step).mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementBatchSize(times)
                        .build();
        new Runner(options).runSingle();
    }

    private static List<Turn> rounds(List<Step> steps, int rounds) throws RunnerException {
        var turns = new ArrayList<Turn>();
        double before = score(Step.REFERENCE).nanos();
        for (int round = 0; round < rounds; round++) {
            for (var step : steps) {
                var score = score(step);
                double after = score(Step.REFERENCE).nanos();
                var reference = (before + after) / 2;
                turns.add(new Turn(step.name(), score.nanos(), reference, score.octets()));
                before = after;
            }
        }
        return turns;
    }

    /** A short run of JMH; the lowest of its iterations counts. */
    private static Score score(Step step) throws RunnerException {
        var options =
                of(step).mode(Mode.AverageTime)
                        .warmupIterations(1)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(WorkerTime.class)
                        .build();
        var iterations =
                new Runner(options)
                        .runSingle().getBenchmarkResults().stream()
                                .flatMap(run -> run.getIterationResults().stream())
                                .toList();
        return new Score(lowest(iterations, WorkerTime.NAME), lowest(iterations, OCTETS));
    }

    private static ChainedOptionsBuilder of(Step step) {
        return new OptionsBuilder()
                .include("^" + Pattern.quote(step.workload().getName()) + "\\.")
                .forks(0)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static double lowest(List<IterationResult> iterations, String result) {
        return iterations.stream()
                .mapToDouble(one -> of(one, result).getScore())
                .min()
                .orElseThrow();
    }

    private static Result<?> of(IterationResult iteration, String result) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(result), result);
    }
}
