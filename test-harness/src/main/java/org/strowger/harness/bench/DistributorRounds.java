package org.strowger.harness.bench;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.ProjectFolder;
import tools.jackson.databind.json.JsonMapper;

/** A JVM of its own in which JMH measures the {@link DistributorMix}, and then the ring. */
public final class DistributorRounds {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 3;
    private static final JsonMapper JSON = new JsonMapper();

    private DistributorRounds() {}

    /**
     * What was found.
     *
     * @param microsPerEvent of elapsed time, journal handed over, the mean of the rounds
     * @param ringP999Micros from publishing an event to the offer that it leads to; 0 where it was
     *     not measured
     */
    public record Result(
            int agents,
            int waiting,
            double microsPerEvent,
            DistributorMix.Figures figures,
            double ringMedianMicros,
            double ringP999Micros) {}

    /**
     * Measures.
     *
     * @param events of a round
     * @param rate of events a second through the ring; 0: not measured
     * @param folder for the figures and the journals
     */
    public static Result measure(int agents, int waiting, int events, int rate, Path folder) {
        var file = folder.resolve("distributor-" + agents + ".json").toAbsolutePath();
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms4g",
                        "-Xmx4g",
                        "-Xmn2g",
                        "-XX:+UseG1GC",
                        "-Djmh.ignoreLock=true",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-D" + ProjectFolder.PROPERTY + "=" + ProjectFolder.find(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DistributorRounds.class.getName(),
                        file.toString(),
                        "" + agents,
                        "" + waiting,
                        "" + events,
                        "" + rate);
        Bounded.run(command, Path.of("."), LIMIT);
        return JSON.readValue(file.toFile(), Result.class);
    }

    /**
     * The new JVM.
     *
     * @param arguments file for the result, agents, waiting, events, rate
     */
    public static void main(String[] arguments) throws RunnerException {
        var numbers = new ArrayList<Integer>();
        for (int i = 1; i < arguments.length; i++) {
            numbers.add(Integer.parseInt(arguments[i]));
        }
        var file = new File(arguments[0]);
        int agents = numbers.get(0);
        int waiting = numbers.get(1);
        var mix = file + ".mix";
        double micros = rounds(agents, waiting, numbers.get(2), mix);
        var figures = JSON.readValue(new File(mix), DistributorMix.Figures.class);
        double median = 0;
        double p999 = 0;
        if (numbers.get(3) > 0) {
            int all = numbers.get(2);
            var folder = Path.of(mix).resolveSibling("journal");
            var times = new RingTimes(agents, waiting, all).at(numbers.get(3), all / 2, folder);
            median = times.getValueAtPercentile(50) / 1e3;
            p999 = times.getValueAtPercentile(99.9) / 1e3;
        }
        JSON.writeValue(file, new Result(agents, waiting, micros, figures, median, p999));
    }

    private static double rounds(int agents, int waiting, int events, String mix)
            throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(DistributorMix.class.getName()) + "\\.")
                        .param("agents", "" + agents)
                        .param("waiting", "" + waiting)
                        .param("events", "" + events)
                        .param("file", mix)
                        .forks(0)
                        .warmupIterations(WARM_UP)
                        .measurementIterations(ROUNDS)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore() / events;
    }
}
