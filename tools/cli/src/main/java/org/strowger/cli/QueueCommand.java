package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "queue", description = "Lists the queues of a running switch.")
final class QueueCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("id", "waiting", "offered", "oldest", "open", "expectedSeconds");

    private final Console console;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    QueueCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var door = Door.toRunning(data.dir())) {
            new Listing(door.get("queues")).print(console.out(), format.format(), COLUMNS);
        }
        return 0;
    }
}
