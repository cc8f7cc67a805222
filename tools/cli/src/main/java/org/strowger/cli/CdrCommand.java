package org.strowger.cli;

import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.control.CdrJson;
import org.strowger.records.CdrQuery;
import org.strowger.records.Records;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "cdr",
        description = {
            "Lists the records of finished calls, the oldest first.",
            "cause is that of ITU-T Q.850: the caller's where the caller has ended the call, else",
            "that of who was called last; json has those of all legs.",
            "Asks the switch that runs on the data folder; if none does, reads the data itself."
        })
final class CdrCommand implements Callable<Integer> {

    private static final List<String> TABLE =
            List.of(
                    "start",
                    "caller",
                    "dialled",
                    "language",
                    "keys",
                    "queue",
                    "agent",
                    "answeredAt",
                    "end",
                    "endedBy",
                    "outcome",
                    "cause",
                    "mos",
                    "id");
    private static final List<String> CSV =
            List.of(
                    "id",
                    "start",
                    "caller",
                    "callerName",
                    "dialled",
                    "language",
                    "keys",
                    "timeouts",
                    "switchAnsweredAt",
                    "queue",
                    "queuedAt",
                    "agent",
                    "answeredAt",
                    "end",
                    "endedBy",
                    "outcome",
                    "cause",
                    "mos");

    private final Console console;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Only the newest N, at most 100,000 (the default).")
    private int limit;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Calls that began at TIME or later, for example 2026-01-02T03:04:05Z.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Calls that began before TIME.")
    private @Nullable Instant until;

    @Option(names = "--caller", paramLabel = "NUMBER", description = "Calls from this number.")
    private @Nullable String caller;

    @Option(names = "--queue", paramLabel = "ID", description = "Calls that joined this queue.")
    private @Nullable String queue;

    @Option(names = "--agent", paramLabel = "ID", description = "Calls that this agent answered.")
    private @Nullable String agent;

    @Option(
            names = "--outcome",
            paramLabel = "NAME",
            description = "For example answered, abandoned, script or failed.")
    private @Nullable String outcome;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    CdrCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        limit = LimitOption.checked(limit, spec);
        listing()
                .print(console.out(), format.format(), format.format() == Format.CSV ? CSV : TABLE);
        return 0;
    }

    private Listing listing() {
        var running = Door.find(data.dir());
        if (running.isPresent()) {
            try (var door = running.get()) {
                return new Listing(door.get("cdr" + query()));
            }
        }
        if (!Files.isDirectory(data.dir())) {
            throw new CommandException(
                    data.dir() + " is no folder: has a switch run with --data there?");
        }
        var rows = JsonNodeFactory.instance.arrayNode();
        try (var stopped = Records.openStopped(data.dir())) {
            stopped.cdrs(filter()).forEach(cdr -> rows.add(CdrJson.of(cdr)));
        }
        return new Listing(rows);
    }

    private CdrQuery filter() {
        return new CdrQuery(
                limit,
                micros(since, Long.MIN_VALUE),
                micros(until, Long.MAX_VALUE),
                caller,
                queue,
                agent,
                outcome);
    }

    private static long micros(@Nullable Instant time, long otherwise) {
        return time == null ? otherwise : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private String query() {
        return "?limit="
                + limit
                + Door.parameter("since", since == null ? null : since.toString())
                + Door.parameter("until", until == null ? null : until.toString())
                + Door.parameter("caller", caller)
                + Door.parameter("queue", queue)
                + Door.parameter("agent", agent)
                + Door.parameter("outcome", outcome);
    }
}
