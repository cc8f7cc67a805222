package org.strowger.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.control.SwitchDoor.AgentChange;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "agent",
        description = {
            "Lists the agents of a running switch, or changes the state of one.",
            "For example: strowger agent break 1001"
        })
final class AgentCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("id", "state", "reason", "since", "reachable", "call");

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "login|logout|ready|break",
            description = "What the agent does. Without it, all agents are listed.")
    private @Nullable AgentChange change;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Which agent.")
    private @Nullable String id;

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    AgentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (change != null && id == null) {
            throw new ParameterException(
                    spec.commandLine(), "which agent? For example: agent login 1001");
        }
        try (var door = Door.toRunning(data.dir())) {
            if (change == null || id == null) {
                new Listing(door.get("agents")).print(console.out(), format.format(), COLUMNS);
            } else {
                door.changeAgent(id, change);
                console.out().println(id + ": " + change.name().toLowerCase(Locale.ROOT));
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
