package org.strowger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "recordings",
        description = "Recordings of calls: lists, exports, plays and deletes them.")
final class RecordingsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** With the commands that belong to it. */
    static CommandLine with(Console console) {
        return new CommandLine(new RecordingsCommand())
                .addSubcommand(new RecordingListCommand(console))
                .addSubcommand(new RecordingExportCommand(console))
                .addSubcommand(new RecordingPlayCommand(console))
                .addSubcommand(new RecordingDeleteCommand(console));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "what is to be done? list, export, play or delete");
    }
}
