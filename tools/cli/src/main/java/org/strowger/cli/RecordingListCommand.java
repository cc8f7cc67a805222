package org.strowger.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "Lists recordings, the oldest first.",
            "Asks the switch that runs on the data folder; if none does, reads the data itself."
        })
final class RecordingListCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("id", "start", "lengthMs", "state", "encrypted", "lostPackets", "note");

    private final Console console;

    @Option(names = "--call", paramLabel = "ID", description = "Those of this call.")
    private String call = "";

    @Mixin private LimitOption limit = new LimitOption();
    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    RecordingListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        new Listing(new RecordingRows(data.dir()).list(call, limit.limit()))
                .print(console.out(), format.format(), COLUMNS);
        return 0;
    }
}
