package org.strowger.cli;

import java.util.concurrent.Callable;
import org.strowger.harness.bench.Effort;
import org.strowger.harness.bench.Guard;
import org.strowger.harness.bench.Ratios;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ProjectFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "guard",
        description = {
            "Measures hot steps of the switch (JMH) and a call of a switch under load (SIPp),",
            "as ratios to a reference workload, and compares them with the recorded ones.",
            "Takes about three minutes; wants the machine to itself."
        })
final class GuardCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--limit",
            paramLabel = "TIMES",
            defaultValue = "1.15",
            description = "How many times the recorded figure is too much: ${DEFAULT-VALUE}.")
    private double limit;

    @Option(
            names = "--record",
            description = "Writes what was measured over the recorded ratios, in the sources.")
    private boolean record;

    GuardCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var measured = measured();
        if (record) {
            measured.record(ProjectFolder.find());
            measured.ratios().forEach(ratio -> console.out().println(ratio));
            return 0;
        }
        var findings = Guard.check(Ratios.recorded(), measured, limit);
        findings.forEach(console::print);
        return findings.stream().allMatch(Finding::holds) ? 0 : 1;
    }

    private Ratios measured() {
        var folder = ResultFolder.of(null, "guard");
        try {
            return Guard.measure(Effort.thorough(), folder, console.err());
        } catch (LoadFailure e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}
