package org.strowger.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.strowger.harness.bench.Guard;
import org.strowger.harness.bench.Ratios;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ProjectFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "guard",
        description = {
            "Times the hot steps of the switch as ratios to a reference workload.",
            "Compares them with the recorded ones; takes about a minute."
        })
final class GuardCommand implements Callable<Integer> {

    private static final Duration SLICE = Duration.ofMillis(100);
    private static final int ROUNDS = 31;

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
        var measured = Guard.measure(SLICE, ROUNDS);
        if (record) {
            measured.record(ProjectFolder.find());
            measured.ratios().forEach(ratio -> console.out().println(ratio));
            return 0;
        }
        var findings = Guard.check(Ratios.recorded(), measured, limit);
        findings.forEach(this::print);
        return findings.stream().allMatch(Finding::holds) ? 0 : 1;
    }

    private void print(Finding finding) {
        console.out()
                .printf(
                        "%-9s %s: %s%n",
                        finding.holds() ? "ok" : "VIOLATED", finding.name(), finding.detail());
    }
}
