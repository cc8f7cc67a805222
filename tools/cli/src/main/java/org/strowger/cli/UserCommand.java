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
            "Lists what the users of a running switch have set for calls to their numbers, and how many",
            "messages they have, or sets it.",
            "For example: strowger user 1001 do-not-disturb",
            "             strowger user 1001 forward-no-answer 1002 --after 15",
            "             strowger user 1001 mailbox --new 2 --old 5"
        })
final class UserCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "doNotDisturb",
                    "forward",
                    "busy",
                    "noAnswer",
                    "noAnswerSeconds",
                    "newMessages",
                    "oldMessages");

    private static final String MAILBOX = "mailbox";

    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Which user.")
    private @Nullable String id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CHANGE",
            description = {
                "do-not-disturb, forward, forward-busy or forward-no-answer,",
                "each with -off to end it; or mailbox, which lights the lamp of the user's phone.",
                "Without it, all users are listed."
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

    @Option(
            names = "--new",
            paramLabel = "N",
            description = "How many messages in the mailbox nobody has heard yet.")
    private @Nullable Integer fresh;

    @Option(
            names = "--old",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many were heard and kept.")
    private int old;

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
        boolean ofMailbox = MAILBOX.equals(change);
        if (ofMailbox != (fresh != null)) {
            throw new ParameterException(
                    spec.commandLine(), "for example: user 1001 mailbox --new 2 --old 5");
        }
        try (var door = Door.toRunning(data.dir())) {
            if (id == null || change == null) {
                new Listing(door.get("users")).print(console.out(), format.format(), COLUMNS);
            } else if (fresh != null) {
                door.changeMailbox(id, fresh, old);
                console.out().println("%s: %d new and %d old messages".formatted(id, fresh, old));
            } else {
                door.changeUser(id, change, number, seconds);
                console.out().println((id + ": " + change + " " + number).strip());
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
