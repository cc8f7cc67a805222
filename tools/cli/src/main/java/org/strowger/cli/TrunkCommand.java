package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "trunk", description = "Lists trunks and their hosts in a running switch.")
final class TrunkCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of(
                    "trunk",
                    "host",
                    "transport",
                    "priority",
                    "weight",
                    "service",
                    "registration",
                    "calls",
                    "name",
                    "found");

    private final Console console;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    TrunkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var door = Door.toRunning(data.dir())) {
            new Listing(door.get("trunks")).print(console.out(), format.format(), COLUMNS);
        }
        return 0;
    }
}
