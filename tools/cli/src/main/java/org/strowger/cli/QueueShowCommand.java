package org.strowger.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Lists the first hundred calls in a queue of a running switch, by their places; with --why also",
            "what each asks for, and what keeps each agent from it.",
            "For example: strowger queue show support --why"
        })
final class QueueShowCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("call", "joined", "place", "score", "expectedSeconds");
    private static final List<String> WITH_REASONS =
            List.of("call", "place", "score", "asksFor", "step", "heldFor", "able", "waitsFor");

    private final Console console;

    @Parameters(paramLabel = "NAME", description = "Which queue.")
    private String queue = "";

    @Option(names = "--why", description = "What each call waits for.")
    private boolean why;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    QueueShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var path = "queues/" + URLEncoder.encode(queue, StandardCharsets.UTF_8) + "/calls";
        try (var door = Door.toRunning(data.dir())) {
            new Listing(door.get(path))
                    .print(console.out(), format.format(), why ? WITH_REASONS : COLUMNS);
        }
        return 0;
    }
}
