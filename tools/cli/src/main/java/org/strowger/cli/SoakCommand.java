package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.Soak;
import org.strowger.harness.load.Summary;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "soak",
        description = {
            "Loads a switch of its own with calls of all kinds at a steady rate, and checks that",
            "its memory, files, threads and response times do not grow. Needs SIPp."
        })
final class SoakCommand implements Callable<Integer> {

    private static final Duration STOPPING = Duration.ofSeconds(20);
    private static final int INTERRUPTED = 130;
    private static final double SECONDS_A_MINUTE = 60;
    private static final String SLOPE = "growth of ";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Console console;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "For which the rate is on. Default: 60.")
    private double minutes = 60;

    @Option(names = "--rate", paramLabel = "N", description = "New calls a second. Default: 20.")
    private double rate = Soak.RATE;

    @Option(
            names = "--rtp",
            negatable = true,
            description = "Sends and measures sound both ways. Default: --no-rtp.")
    private boolean rtp;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "For talk times and keys. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the result. Default: load/TIME-soak.")
    private @Nullable Path out;

    @Spec private CommandSpec spec = CommandSpec.create();

    SoakCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        demandPositive("--minutes", minutes);
        demandPositive("--rate", rate);
        var folder = folder();
        var time = Duration.ofSeconds(Math.max(1, Math.round(minutes * SECONDS_A_MINUTE)));
        var settings = Soak.settings(typed(), time, rate, rtp, seed, folder);
        var interruption = new Interruption();
        var hook = new Thread(() -> stop(interruption));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var result = Soak.run(settings, console.err(), interruption);
            say(result, folder);
            if (interruption.reason().isPresent()) {
                return INTERRUPTED;
            }
            return result.passed() ? 0 : 1;
        } catch (LoadFailure e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            if (interruption.reason().isEmpty()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    /** Slopes first, those that hold too: they are what a soak is made for. */
    private void say(Result result, Path folder) {
        for (var round : result.rounds()) {
            for (Finding finding : round.findings()) {
                if (finding.holds() && finding.name().startsWith(SLOPE)) {
                    console.out().println(finding.name() + ": " + finding.detail());
                }
            }
        }
        console.out().print(Summary.of(result, folder));
    }

    /** Ctrl-C: the JVM ends when this returns. */
    private static void stop(Interruption interruption) {
        interruption.stop("interrupted");
        interruption.awaitStopped(STOPPING);
    }

    private void demandPositive(String option, double number) {
        if (!(number > 0)) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be above 0, not " + number);
        }
    }

    private Path folder() {
        var name = NAME.format(Instant.now()) + "-soak";
        return (out == null ? Path.of("load", name) : out).toAbsolutePath().normalize();
    }

    private String typed() {
        var words = spec.root().commandLine().getParseResult().originalArgs();
        return "tools/strowger " + String.join(" ", words);
    }
}
