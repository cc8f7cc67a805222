package org.strowger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "supervise",
        description = {
            "Has a supervisor's phone rung for a call, changes what he does in it, or ends that.",
            "For example: strowger calls supervise whisper n1-abc-1 --by 1003"
        })
final class CallSuperviseCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "listen|whisper|barge-in|take-over|end",
            description = "What to do.")
    private String mode = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The call, as `calls` lists it.")
    private String call = "";

    @Option(
            names = "--by",
            paramLabel = "AGENT",
            description = "Who supervises; not needed for end.")
    private String supervisor = "";

    @Mixin private DataOption data = new DataOption();

    CallSuperviseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (supervisor.isEmpty() && !mode.equals("end")) {
            throw new CommandException("who supervises? --by AGENT");
        }
        try (var door = Door.toRunning(data.dir())) {
            console.out()
                    .println(
                            call
                                    + ": "
                                    + door.supervise(call, mode, supervisor, RecordingRows.user()));
        }
        return 0;
    }
}
