package org.strowger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.figures.BenchSettings;
import org.strowger.harness.figures.Benchmark;
import org.strowger.harness.load.LoadFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = {
            "Measures CPU of calls, heap of dialogs and calls, many registered phones,",
            "and how soon an INVITE has its 100, each against its limit. Wants the machine",
            "to itself."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Console console;

    @Parameters(
            paramLabel = "NAME",
            description = {
                "cpu-answer, cpu-bridge, dialog, bridged, completed,",
                "registrations, invite-to-100, players, relay, distributor,",
                "or all."
            })
    private String name = ALL;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Whose heap is counted (${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--contacts",
            paramLabel = "N",
            defaultValue = "100000",
            description = "That register (${DEFAULT-VALUE}).")
    private int contacts;

    @Option(
            names = "--refresh",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "After which each registers again (${DEFAULT-VALUE}).")
    private int refresh;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2400",
            description = {
                "Calls a second whose 100 is measured: half of what",
                "load --find-limit finds (${DEFAULT-VALUE}). Where CPU",
                "is measured, 25/9 of it, or 2/3 if bridged."
            })
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Of load that are measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "150",
            description = "Of calls before CPU or 100 are measured (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--legs",
            paramLabel = "N",
            defaultValue = "1600",
            description = {
                "That hear music, or of which each two are a relayed call",
                "(${DEFAULT-VALUE})."
            })
    private int legs;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Of the switch (${DEFAULT-VALUE}).")
    private String heap = "2g";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the results. Default: load/TIME-bench.")
    private @Nullable Path out;

    @Spec private CommandSpec spec = CommandSpec.create();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = settings();
        boolean hold = true;
        for (var benchmark : benchmarks()) {
            try {
                var measured = benchmark.measure(settings, console.err());
                measured.findings().forEach(console::print);
                hold &= measured.holds();
            } catch (IOException | IllegalStateException | LoadFailure e) {
                throw new CommandException(String.valueOf(e.getMessage()), e);
            }
        }
        return hold ? 0 : 1;
    }

    private List<Benchmark> benchmarks() {
        try {
            return name.equals(ALL)
                    ? Arrays.asList(Benchmark.values())
                    : List.of(Benchmark.of(name));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private BenchSettings settings() {
        var folder = ResultFolder.of(out, "bench");
        try {
            return new BenchSettings(
                    calls, contacts, refresh, seconds, warmUp, rate, legs, heap, true, folder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
