package org.strowger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.overload.Overload;
import org.strowger.harness.overload.OverloadSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "overload",
        description = {
            "Offers a switch of its own three times the calls that it can serve, and checks that it",
            "serves as many as before, loses no call that was there, and is well a moment later.",
            "Wants the machine to itself: the switch has the first core, the callers the second."
        })
final class OverloadCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "answer",
            description = "answer (4001) or bridge (4003). Default: answer.")
    private OverloadSettings.Kind kind = OverloadSettings.Kind.ANSWER;

    @Option(
            names = "--maximum",
            paramLabel = "N",
            defaultValue = "0",
            description = "Calls a second that the switch can serve. Default: found out first.")
    private double maximum;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "For which the flood lasts. Default: 60.")
    private int seconds = 60;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Of the switch. Default: 2g.")
    private String heap = "2g";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the result. Default: load/TIME-overload.")
    private @Nullable Path out;

    @Spec private CommandSpec spec = CommandSpec.create();

    OverloadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(maximum >= 0) || seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--maximum is 0 or more, --seconds 1 or more");
        }
        var time = Duration.ofSeconds(seconds);
        try {
            var result =
                    Overload.run(
                            new OverloadSettings(kind, maximum, time, heap, folder()),
                            console.err());
            result.findings().forEach(console::print);
            return result.passed() ? 0 : 1;
        } catch (IOException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private Path folder() {
        return ResultFolder.of(out, "overload");
    }
}
