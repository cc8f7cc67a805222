package org.strowger.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = {
            "Lists recordings, the oldest first.",
            "Asks the switch that runs on the data folder; if none does, reads the data itself."
        })
final class RecordingListCommand implements Callable<Integer> {

    private static final int MOST = 100_000;
    private static final List<String> COLUMNS =
            List.of("id", "start", "lengthMs", "state", "encrypted", "lostPackets", "note");

    private final Console console;

    @Option(names = "--call", paramLabel = "ID", description = "Those of this call.")
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

    RecordingListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be 1 to " + MOST + ", not " + limit);
        }
        new Listing(new RecordingRows(data.dir()).list(call, limit))
                .print(console.out(), format.format(), COLUMNS);
        return 0;
    }
}
