package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "callbacks",
        description = {
            "Lists the callers whom a running switch is to call back, or cancels one of them.",
            "For example: strowger queue callbacks",
            "             strowger queue callbacks support 0305551001"
        })
final class QueueCallbacksCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("queue", "number", "since", "state", "due", "attempts", "call");

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "QUEUE",
            description = "With NUMBER: cancels that one.")
    private @Nullable String queue;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NUMBER", description = "Of the caller.")
    private @Nullable String number;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    QueueCallbacksCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var from = queue;
        var whose = number;
        try (var door = Door.toRunning(data.dir())) {
            if (from == null) {
                new Listing(door.get("callbacks")).print(console.out(), format.format(), COLUMNS);
            } else if (whose == null) {
                throw new CommandException("which number? strowger queue callbacks QUEUE NUMBER");
            } else {
                door.cancelCallback(from, whose);
                console.out().println(from + ": " + whose + " is not called back");
            }
        }
        return 0;
    }
}
