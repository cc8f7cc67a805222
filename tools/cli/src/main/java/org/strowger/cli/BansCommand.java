package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bans",
        description = {
            "Lists the sources that a running switch has banned, or clears bans.",
            "For example: strowger bans --clear 192.0.2.1"
        })
final class BansCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("source", "cause", "since", "until", "times");

    private final Console console;

    @Option(
            names = "--clear",
            paramLabel = "ADDRESS|all",
            description = "Ends the bans of an address, or all, and forgets what led to them.")
    private @Nullable String clear;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    BansCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var door = Door.toRunning(data.dir())) {
            if (clear == null) {
                new Listing(door.get("bans")).print(console.out(), format.format(), COLUMNS);
            } else {
                console.out().println("cleared: " + door.clearBans(clear));
            }
        }
        return 0;
    }
}
