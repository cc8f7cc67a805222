package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.Load;
import org.strowger.harness.load.LoadSettings;
import org.strowger.harness.load.Profile;
import org.strowger.harness.load.Summary;
import org.strowger.harness.load.result.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = {
            "Loads a switch with calls, measures it, and checks that nothing was lost.",
            "Starts a switch of its own for each round, unless --target names one. Needs SIPp."
        })
final class LoadCommand implements Callable<Integer> {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration STOPPING = Duration.ofSeconds(20);
    private final Console console;

    @Option(
            names = "--profile",
            paramLabel = "NAMES",
            defaultValue = "answer",
            description = {
                "answer, bridge, hotline, queue, register, mixed, flood, or several with commas",
                "between them: rounds then take turns. Default: answer."
            })
    private String profile = "answer";

    @Option(names = "--rate", paramLabel = "N", description = "New calls a second.")
    private @Nullable Double rate;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "Over which the rate grows from nothing, for example 10s.")
    private String ramp = "0s";

    @Option(names = "--calls", paramLabel = "N", description = "Calls in a round.")
    private @Nullable Integer calls;

    @Option(names = "--duration", paramLabel = "TIME", description = "Instead of --calls.")
    private @Nullable String duration;

    @Option(
            names = "--talk",
            paramLabel = "TIME",
            description = "Talk time: 3s, 250ms, uniform:1s-5s or exp:20s.")
    private @Nullable String talk;

    @Option(names = "--agents", paramLabel = "N", description = "Default: enough for the rate.")
    private @Nullable Integer agents;

    @Option(names = "--callers", paramLabel = "N", description = "Most calls at a time.")
    private @Nullable Integer callers;

    @Option(
            names = "--rtp",
            negatable = true,
            description = "Sends and measures sound both ways. Default: --no-rtp.")
    private boolean rtp;

    @Option(
            names = "--find-limit",
            description = "Looks for the highest rate at which no call fails (RFC 7502).")
    private boolean findLimit;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Rounds of each profile. Default: 1.")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "For talk times and keys. Default: 1.")
    private long seed;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Calls before those that are measured. Default: at most 2,000.")
    private @Nullable Integer warmUp;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            description = "A switch that runs already, instead of one of our own.")
    private @Nullable String target;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder of that switch, to see its records and counts.")
    private @Nullable Path data;

    @Option(
            names = "--i-own-this-host",
            description = "Allows a --target that is not on this machine.")
    private boolean owned;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the result. Default: load/TIME-PROFILE.")
    private @Nullable Path out;

    @Option(names = "--keep", description = "Keeps the data of the switches too.")
    private boolean keep;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "Of the switch's JVM. Default: 512m.")
    private String heap = "512m";

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "For the switch's JVM.")
    private List<String> jvmOptions = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    LoadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = settings();
        return new LaboratoryRun(console, settings.out(), GRACE, STOPPING)
                .run(interruption -> run(settings, interruption));
    }

    private Result run(LoadSettings settings, Interruption interruption) {
        var result = Load.run(settings, console.err(), interruption);
        if (interruption.reason().isEmpty()) {
            console.out().print(Summary.of(result, settings.out()));
        }
        return result;
    }

    private LoadSettings settings() {
        try {
            demandPositive();
            var profiles = Profile.list(profile);
            return new LoadSettings(
                    LaboratoryRun.typed(spec),
                    profiles,
                    rate,
                    time(ramp),
                    calls,
                    duration == null ? null : time(duration),
                    talk == null ? null : TalkTime.parse(talk),
                    agents,
                    callers,
                    rtp,
                    findLimit,
                    rounds,
                    seed,
                    warmUp,
                    target == null ? null : TargetAddress.parse(target, owned),
                    data,
                    folder(),
                    keep,
                    heap,
                    jvmOptions,
                    null);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void demandPositive() {
        positive("--rate", rate);
        positive("--calls", calls);
        positive("--agents", agents);
        positive("--callers", callers);
        positive("--rounds", rounds);
        if (data != null && target == null) {
            throw new IllegalArgumentException("--data goes with --target");
        }
    }

    private static void positive(String option, @Nullable Number number) {
        if (number != null && !(number.doubleValue() > 0)) {
            throw new IllegalArgumentException(option + " must be above 0, not " + number);
        }
    }

    private Path folder() {
        return ResultFolder.of(out, profile.replace(',', '-'));
    }

    private static Duration time(String text) {
        var time = TalkTime.parse(text);
        if (time.shape() != TalkTime.Shape.FIXED) {
            throw new IllegalArgumentException("\"" + text + "\" must be one time, as 10s");
        }
        return Duration.ofNanos(time.micros() * 1_000);
    }
}
