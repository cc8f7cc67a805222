package org.strowger.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "switch",
        description = {
            "The night switch of a queue: a closed one takes nobody, and serves who is in it.",
            "For example: strowger queue switch support closed"
        })
final class QueueSwitchCommand implements Callable<Integer> {

    /** What a queue can be. */
    enum Position {
        OPEN,
        CLOSED
    }

    private final Console console;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "Which queue.")
    private String queue = "";

    @Parameters(index = "1", paramLabel = "open|closed", description = "What it is to be.")
    private Position position = Position.OPEN;

    @Mixin private DataOption data = new DataOption();

    QueueSwitchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean open = position == Position.OPEN;
        try (var door = Door.toRunning(data.dir())) {
            door.openQueue(queue, open);
        }
        console.out().println(queue + ": " + (open ? "open" : "closed"));
        return 0;
    }
}
