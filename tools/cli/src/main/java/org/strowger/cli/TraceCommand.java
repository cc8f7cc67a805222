package org.strowger.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "trace",
        description = {
            "Shows the SIP messages of a running switch as they come and go, without their secrets,",
            "as a ladder: a column for each address, an arrow for each message. Ctrl-C ends it.",
            "For example: strowger trace --number 1001"
        })
final class TraceCommand implements Callable<Integer> {

    private static final int MAX_SECONDS = 3_600;

    private final Console console;

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "Calls from or to this number, with all their legs.")
    private @Nullable String number;

    @Option(
            names = "--call-id",
            paramLabel = "ID",
            description = "The call that has this Call-ID, with all its legs.")
    private @Nullable String callId;

    @Option(
            names = "--method",
            paramLabel = "M",
            description = "Requests of this method and their answers, for example INVITE.")
    private @Nullable String method;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2147483647",
            description = "Ends after N messages. Default: no limit.")
    private int count;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3600",
            description = "Ends after S seconds, at most 3600 (the default).")
    private int seconds;

    @Option(names = "--raw", description = "Whole messages, instead of a ladder.")
    private boolean raw;

    @Mixin private DataOption data = new DataOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    TraceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (count < 1) {
            throw wrong("--count must be at least 1, not " + count);
        }
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw wrong("--seconds must be 1 to " + MAX_SECONDS + ", not " + seconds);
        }
        var shown = new Shown();
        try (var door = Door.toRunning(data.dir())) {
            door.follow("trace" + query(), shown::line);
        }
        return 0;
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private String query() {
        return "?seconds="
                + seconds
                + Door.parameter("number", number)
                + Door.parameter("call-id", callId)
                + Door.parameter("method", method)
                + (raw ? "&raw=true" : "");
    }

    /** What has been shown so far. */
    private final class Shown {
        private final Ladder ladder = new Ladder();
        private int messages;

        /** False when it was the last. */
        boolean line(JsonNode line) {
            if (line.has("title")) {
                messages++;
                (raw ? RawMessage.lines(line) : ladder.lines(line)).forEach(console.out()::println);
            } else {
                missed(line.path("hidden").asLong(), line.path("lost").asLong());
            }
            console.out().flush();
            return messages < count && !console.out().checkError();
        }

        private void missed(long hidden, long lost) {
            if (hidden > 0) {
                console.err().println("strowger: too many at a time, not shown: " + hidden);
            }
            if (lost > 0) {
                console.err().println("strowger: not even looked at by the switch: " + lost);
            }
        }
    }
}
