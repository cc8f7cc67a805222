package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    private static final double SECONDS_A_MINUTE = 60;
    private static final String SLOPE = "growth of ";
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
        var settings = Soak.settings(LaboratoryRun.typed(spec), time, rate, rtp, seed, folder);
        return new LaboratoryRun(console, folder, STOPPING, Duration.ZERO)
                .run(interruption -> {
                    var result = Soak.run(settings, console.err(), interruption);
                    say(result, folder);
                    return result;
                });
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

    private void demandPositive(String option, double number) {
        if (!(number > 0)) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be above 0, not " + number);
        }
    }

    private Path folder() {
        return ResultFolder.of(out, "soak");
    }
}
