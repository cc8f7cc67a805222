package org.strowger.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.strowger.harness.phone.NotInTimeException;
import org.strowger.harness.probe.Probe;
import org.strowger.harness.probe.ProbeResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "probe",
        description = {
            "Calls a number that echoes, plays a tone of 1004 Hz, and tells delay, jitter,",
            "loss and level of what comes back."
        })
final class ProbeCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("delayMs", "jitterMs", "sent", "received", "lost", "levelDb", "clear");

    private final Console console;

    @Parameters(paramLabel = "ADDRESS", description = "HOST:PORT of the switch, over UDP.")
    private String address = "";

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            defaultValue = "4004",
            description = "That echoes (${DEFAULT-VALUE}).")
    private String number = "4004";

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            defaultValue = "probe",
            description = "The caller's (${DEFAULT-VALUE}).")
    private String caller = "probe";

    @Option(
            names = "--bursts",
            paramLabel = "N",
            defaultValue = "5",
            description = "Of the tone, a second each (${DEFAULT-VALUE}).")
    private int bursts;

    @Mixin private FormatOption format = new FormatOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    ProbeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            print(Probe.run(settings()));
            return 0;
        } catch (NotInTimeException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private Probe.Settings settings() {
        try {
            // One call, which the operator of the other switch may make as well.
            var there = TargetAddress.parse(address, true);
            return new Probe.Settings(there, caller, number, bursts);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(ProbeResult result) {
        var rows = JsonNodeFactory.instance.arrayNode();
        rows.addObject()
                .put("delayMs", rounded(result.delayMillis()))
                .put("jitterMs", rounded(result.jitterMillis()))
                .put("sent", result.sent())
                .put("received", result.received())
                .put("lost", result.lost())
                .put("levelDb", rounded(result.levelDb()))
                .put("clear", result.clear());
        new Listing(rows).print(console.out(), format.format(), COLUMNS);
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
    }
}
