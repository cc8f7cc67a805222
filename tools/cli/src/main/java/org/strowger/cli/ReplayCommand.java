package org.strowger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.ring.DecisionSum;
import org.strowger.acd.ring.Measures;
import org.strowger.acd.ring.Replay;
import org.strowger.acd.ring.WhatIf;
import org.strowger.server.conf.ConfReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Runs a journal of the distributor through the same core and sums its decisions up:",
            "equal sums are equal decisions. With --conf also under another configuration:",
            "service level, waits and occupancy side by side."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final long SECOND = 1_000_000;
    private static final List<String> COLUMNS = List.of("queue", "measure", "recorded");
    private static final String SUPPOSED =
            "supposed: callers join, and agents come, go and rest as recorded; an agent answers after"
                    + " the time in which this caller was answered, or the median; talks as long as"
                    + " the caller talked, or the median; callers who hung up are as patient as then,"
                    + " others wait for ever; nobody rejects a call or lets it ring out";

    private final Console console;

    @Parameters(
            paramLabel = "JOURNAL",
            description = "The folder of the journal, such as data/journal; its newest run counts.")
    private Path journal = Path.of("data/journal");

    @Option(names = "--conf", paramLabel = "DIR", description = "What would have been with it.")
    private @Nullable Path conf;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Of the service level (${DEFAULT-VALUE}).")
    private int within;

    @Option(
            names = "--short",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Up to which who leaves is short-abandoned (${DEFAULT-VALUE}).")
    private int brief;

    @Mixin private FormatOption format = new FormatOption();

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var whatIf = new WhatIf();
        var recorded = measures();
        var sum = new DecisionSum();
        var result = read(whatIf, recorded, sum);
        console.err()
                .printf(
                        Locale.ROOT,
                        "%d events, %d decisions, SHA-256 %s%n",
                        result.events(),
                        sum.count(),
                        sum.digest());
        console.err().println(told(result, whatIf));
        var columns = new ArrayList<>(COLUMNS);
        @Nullable Measures other = null;
        if (conf != null) {
            other = measures();
            whatIf.with(ConfReader.read(conf).distributed(), other);
            columns.add("otherwise");
            console.err().println(SUPPOSED);
        }
        new Listing(ReplayRows.of(recorded, other)).print(console.out(), format.format(), columns);
        return 0;
    }

    private Replay.Result read(WhatIf whatIf, Measures recorded, DecisionSum sum) {
        if (!Files.isDirectory(journal)) {
            throw new CommandException(journal + " is no folder of a journal");
        }
        try {
            var result =
                    Replay.of(
                            journal,
                            event -> {
                                var commands = whatIf.record(event);
                                commands.forEach(sum::add);
                                recorded.count(event, commands);
                            });
            if (result.events() == 0) {
                throw new CommandException("there is no event in " + journal);
            }
            return result;
        } catch (IOException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String told(Replay.Result result, WhatIf whatIf) {
        if (!result.exact()) {
            return String.format(
                    Locale.ROOT,
                    "not the whole run: %d events missing, %d files torn%s%s; the decisions may be others",
                    result.missing(),
                    result.torn(),
                    result.fromBegin() ? "" : ", its begin deleted",
                    result.damage().isEmpty()
                            ? ""
                            : ", damaged in " + result.damage() + " and used up to there");
        }
        return whatIf.strayAnswers() == 0
                ? "the whole run; the decisions are those of the run: every answer is to an offer"
                : String.format(
                        Locale.ROOT,
                        "the whole run; %d answers came late or to offers that were not made",
                        whatIf.strayAnswers());
    }

    private Measures measures() {
        return new Measures(within * SECOND, brief * SECOND);
    }
}
