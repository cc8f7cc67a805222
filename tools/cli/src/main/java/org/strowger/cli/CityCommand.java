package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.city.CityRun;
import org.strowger.harness.city.CitySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "city",
        description = {
            "Lives through days of a simulated contact centre: the whole switch on one thread,",
            "a simulated clock, network and disk, with faults, from a seed.",
            "Prints a line for each seed; one that fails names itself and replays alone."
        })
final class CityCommand implements Callable<Integer> {

    private static final long SECONDS_AN_HOUR = 3_600;

    private final Console console;

    @Option(names = "--agents", description = "Agents (${DEFAULT-VALUE}).", defaultValue = "1000")
    private int agents;

    @Option(names = "--calls", description = "Callers (${DEFAULT-VALUE}).", defaultValue = "50000")
    private int calls;

    @Option(names = "--hours", description = "Of the day (${DEFAULT-VALUE}).", defaultValue = "24")
    private double hours;

    @Option(
            names = "--seeds",
            description = "Days, each with the next seed (${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int seeds;

    @Option(names = "--seed", description = "The first (${DEFAULT-VALUE}).", defaultValue = "1")
    private long seed;

    @Option(
            names = "--crashes",
            description = "Of the switch, a day (${DEFAULT-VALUE}).",
            defaultValue = "6")
    private int crashes;

    @Option(names = "--no-faults", description = "Nothing goes wrong but what people do.")
    private boolean noFaults;

    @Option(names = "--trace", description = "File for everything that happens, one line each.")
    private @Nullable Path trace;

    CityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var faults = noFaults ? CitySettings.Faults.none() : CitySettings.Faults.usual(crashes);
        var day = Duration.ofSeconds(Math.round(hours * SECONDS_AN_HOUR));
        try {
            var settings = new CitySettings(agents, calls, day, faults, seed);
            return new CityRun(console.out(), console.err()).run(settings, seeds, trace);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
