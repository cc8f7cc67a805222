package org.strowger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.strowger.control.SupervisionJson;
import org.strowger.records.Records;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "supervised",
        description = {
            "Lists who supervised which calls, when and how, the oldest first.",
            "Asks the switch that runs on the data folder; if none does, reads the data itself."
        })
final class CallSupervisedCommand implements Callable<Integer> {

    private static final int MOST = 100_000;
    private static final List<String> COLUMNS =
            List.of("at", "call", "supervisor", "agent", "action", "how");

    private final Console console;

    @Option(names = "--call", paramLabel = "ID", description = "In this call.")
    private String call = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Only the newest N, at most 100,000. Default: 1,000.")
    private int limit;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    CallSupervisedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be 1 to " + MOST + ", not " + limit);
        }
        new Listing(rows(data.dir())).print(console.out(), format.format(), COLUMNS);
        return 0;
    }

    private JsonNode rows(Path folder) {
        var running = Door.find(folder);
        if (running.isPresent()) {
            try (var door = running.get()) {
                return door.supervisions(call, limit);
            }
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    folder + " is no folder: has a switch run with --data there?");
        }
        var rows = JsonNodeFactory.instance.arrayNode();
        try (var stopped = Records.openStopped(folder)) {
            stopped.supervisions(call, limit).forEach(told -> rows.add(SupervisionJson.of(told)));
        }
        return rows;
    }
}
