package org.strowger.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        description = {
            "Tells why a call got the agent it got, or still waits: every decision of the distributor",
            "about one of the last 10,000 calls of a running switch, with the call's score.",
            "For example: strowger why n1-5f-7"
        })
final class WhyCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("at", "queue", "score", "reason");

    private final Console console;

    @Parameters(paramLabel = "CALL", description = "Its id, as strowger calls and cdr tell it.")
    private String call = "";

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var path = "calls/" + URLEncoder.encode(call, StandardCharsets.UTF_8) + "/why";
        try (var door = Door.toRunning(data.dir())) {
            new Listing(door.get(path)).print(console.out(), format.format(), COLUMNS);
        }
        return 0;
    }
}
