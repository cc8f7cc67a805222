package org.strowger.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "delete",
        description = {
            "Deletes a recording for good. What is known of it stays, with who deleted it and why."
        })
final class RecordingDeleteCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "ID", description = "Which recording.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Mixin private DataOption data = new DataOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    RecordingDeleteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (reason.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--reason must say something");
        }
        new RecordingRows(data.dir()).delete(id, reason);
        console.out().println(id + ": deleted");
        return 0;
    }
}
