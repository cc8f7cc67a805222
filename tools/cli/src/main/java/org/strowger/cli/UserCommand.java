package org.strowger.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "user",
        description = {
            "Lists what the users of a running switch have set for calls to their numbers, or sets it.",
            "For example: strowger user 1001 do-not-disturb",
            "             strowger user 1001 forward-no-answer 1002 --after 15"
        })
final class UserCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("id", "doNotDisturb", "forward", "busy", "noAnswer", "noAnswerSeconds");

    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Which user.")
    private @Nullable String id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CHANGE",
            description = {
                "do-not-disturb, forward, forward-busy or forward-no-answer,",
                "each with -off to end it. Without it, all users are listed."
            })
    private @Nullable String change;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "Where calls are forwarded to.")
    private String number = "";

    @Option(
            names = "--after",
            paramLabel = "SECONDS",
            description = "How long the phone rings before forward-no-answer.")
    private int seconds;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    UserCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (id != null && change == null) {
            throw new ParameterException(
                    spec.commandLine(), "what is to change? For example: user 1001 do-not-disturb");
        }
        try (var door = Door.toRunning(data.dir())) {
            if (id == null || change == null) {
                new Listing(door.get("users")).print(console.out(), format.format(), COLUMNS);
            } else {
                door.changeUser(id, change, number, seconds);
                console.out().println((id + ": " + change + " " + number).strip());
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
