package org.strowger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.strowger.control.SupervisionJson;
import org.strowger.records.Records;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "supervised",
        description = {
            "Lists who supervised which calls, when and how, the oldest first.",
            "Asks the switch that runs on the data folder; if none does, reads the data itself."
        })
final class CallSupervisedCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("at", "call", "supervisor", "agent", "action", "how");

    private final Console console;

    @Option(names = "--call", paramLabel = "ID", description = "In this call.")
    private String call = "";

    @Mixin private LimitOption limit = new LimitOption();
    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    CallSupervisedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        new Listing(rows(data.dir(), limit.limit())).print(console.out(), format.format(), COLUMNS);
        return 0;
    }

    private JsonNode rows(Path folder, int most) {
        var running = Door.find(folder);
        if (running.isPresent()) {
            try (var door = running.get()) {
                return door.supervisions(call, most);
            }
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    folder + " is no folder: has a switch run with --data there?");
        }
        var rows = JsonNodeFactory.instance.arrayNode();
        try (var stopped = Records.openStopped(folder)) {
            stopped.supervisions(call, most).forEach(told -> rows.add(SupervisionJson.of(told)));
        }
        return rows;
    }
}
