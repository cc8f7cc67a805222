package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "calls", description = "Lists the calls in a running switch.")
final class CallsCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "start",
                    "caller",
                    "dialled",
                    "state",
                    "queue",
                    "agent",
                    "recording",
                    "supervision");

    private final Console console;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    CallsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var door = Door.toRunning(data.dir())) {
            new Listing(door.get("calls")).print(console.out(), format.format(), COLUMNS);
        }
        return 0;
    }
}
