package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "block",
        description = {
            "Lists the callers whom a running switch does not serve, blocks one, or serves one again.",
            "For example: strowger block 0900*",
            "             strowger block anonymous",
            "             strowger block 5551001 --off"
        })
final class BlockCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("number");

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NUMBER",
            description = {
                "As the caller's number comes; with a star at the end its beginning; anonymous for",
                "who withholds it. Without it, all are listed."
            })
    private @Nullable String number;

    @Option(names = "--off", description = "Serves the caller again.")
    private boolean off;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    BlockCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var door = Door.toRunning(data.dir())) {
            if (number == null) {
                new Listing(door.get("blocked")).print(console.out(), format.format(), COLUMNS);
            } else {
                door.block(number, !off);
                console.out().println(number + (off ? ": served" : ": blocked"));
            }
        }
        return 0;
    }
}
