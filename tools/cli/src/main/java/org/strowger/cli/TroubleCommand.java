package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.Summary;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.trouble.Troubles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trouble",
        description = {
            "Hurts a switch of its own on purpose, and checks that what happens was promised.",
            "list names the profiles and their promises."
        })
final class TroubleCommand implements Callable<Integer> {

    private static final Duration STOPPING = Duration.ofSeconds(60);
    private final Console console;

    @Parameters(paramLabel = "NAME|all|list", description = "What to do.")
    private String name = "list";

    @Option(names = "--out", paramLabel = "DIR", description = "Default: load/TIME-trouble-NAME.")
    private @Nullable Path out;

    @Option(names = "--brief", description = "With a fifth of the calls.")
    private boolean brief;

    @Spec private CommandSpec spec = CommandSpec.create();

    TroubleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (name.equals("list")) {
            Troubles.list()
                    .forEach((each, promise) -> console.out().printf("%-17s %s%n", each, promise));
            return 0;
        }
        var names = name.equals("all") ? List.copyOf(Troubles.list().keySet()) : List.of(name);
        var folder = ResultFolder.of(out, "trouble-" + name);
        try {
            return new LaboratoryRun(console, folder, Duration.ZERO, STOPPING)
                    .run(interruption -> run(names, folder, interruption));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** When it is interrupted, the profile that runs breaks off. */
    private Result run(List<String> names, Path folder, Interruption interruption) {
        var typed = LaboratoryRun.typed(spec);
        var result = Troubles.run(names, typed, folder, brief, console.err(), interruption);
        console.out().print(Summary.of(result, folder));
        return result;
    }
}
