package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.AgentLoad;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.result.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "agents",
        description = {
            "Calls at a rate into one queue with many registered agents, signalling only, against a",
            "switch of its own: how many calls fail, and what one costs."
        })
final class LoadAgentsCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Who serve the queue (${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "New calls a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--talk",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Of each call (${DEFAULT-VALUE}).")
    private int talk;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "For which the rate is on (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = {
                "Of a quarter of the rate, and then as many of all",
                "of it, before that (${DEFAULT-VALUE})."
            })
    private int warmUp;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Of the switch (${DEFAULT-VALUE}).")
    private String heap = "2g";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the switch's files. Default: load/TIME-agents.")
    private @Nullable Path out;

    @Spec private CommandSpec spec = CommandSpec.create();

    LoadAgentsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            var findings = AgentLoad.run(settings(), console.err());
            findings.forEach(console::print);
            return findings.stream().allMatch(Finding::holds) ? 0 : 1;
        } catch (IllegalStateException | LoadFailure e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private AgentLoad.Settings settings() {
        var folder = ResultFolder.of(out, "agents");
        try {
            return new AgentLoad.Settings(
                    agents, rate, Duration.ofSeconds(talk), seconds, warmUp, heap, folder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
