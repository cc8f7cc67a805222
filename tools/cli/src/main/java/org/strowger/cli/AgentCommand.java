package org.strowger.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
            "For example: strowger agent break 1001",
            "             strowger agent skill 1001 tax=5"
        })
final class AgentCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("id", "state", "reason", "since", "reachable", "call");

    private static final List<String> STAFF = List.of("id", "queues", "skills");
    private static final String LIST = "list";
    private static final Map<String, AgentChange> STATES =
            Map.of(
                    "login", AgentChange.LOGIN,
                    "logout", AgentChange.LOGOUT,
                    "ready", AgentChange.READY,
                    "break", AgentChange.BREAK);
    private static final Set<String> OTHERS =
            Set.of(
                    "not-ready",
                    "wrap-up-end",
                    "wrap-up-more",
                    "disposition",
                    "join",
                    "leave",
                    "skill");

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CHANGE",
            description = {
                "login, logout, ready, break; not-ready with a REASON; wrap-up-end; wrap-up-more with",
                "SECONDS; disposition with a CODE for the call that is wrapped up; join or leave with a QUEUE; skill with NAME=LEVEL, of which level 0 takes it",
                "away; list, with queues and skills. Without it, the states of all agents are listed."
            })
    private @Nullable String change;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Which agent.")
    private @Nullable String id;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "The reason, the seconds, the queue, or the skill and its level.")
    private String what = "";

    @Mixin private DataOption data = new DataOption();
    @Mixin private FormatOption format = new FormatOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    AgentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var wanted = change;
        if (wanted != null && !wanted.equals(LIST) && !isChange(wanted)) {
            throw wrong("no such change: " + wanted);
        }
        if (wanted != null && !wanted.equals(LIST) && id == null) {
            throw wrong("which agent? For example: agent login 1001");
        }
        try (var door = Door.toRunning(data.dir())) {
            if (wanted == null) {
                new Listing(door.get("agents")).print(console.out(), format.format(), COLUMNS);
            } else if (id == null) {
                new Listing(door.get("staff")).print(console.out(), format.format(), STAFF);
            } else {
                change(door, wanted, id);
                console.out().println((id + ": " + wanted + " " + what).strip());
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static boolean isChange(String name) {
        return STATES.containsKey(name) || OTHERS.contains(name);
    }

    private void change(Door door, String wanted, String agent) {
        var state = STATES.get(wanted);
        if (state != null) {
            door.changeAgent(agent, state);
            return;
        }
        var parts = what.split("=", 2);
        boolean levelled = wanted.equals("skill") && parts.length == 2;
        boolean timed = wanted.equals("wrap-up-more");
        door.changeStaff(
                agent,
                wanted,
                levelled ? parts[0] : what,
                levelled ? number(parts[1]) : timed ? number(what) : 0);
    }

    private int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong("this is no number: " + text);
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
