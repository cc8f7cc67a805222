package org.strowger.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import org.strowger.base.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The entry point of {@code tools/strowger}. Exit codes: 0 done, 1 not done, 2 wrong usage. */
public final class Main {

    @Command(
            name = "strowger",
            description = "A telephone switch with a contact centre inside.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "tools/strowger test [--all] runs what CI runs.",
                "tools/strowger COMMAND --help tells more of one command."
            })
    static final class Strowger {}

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(new SwitchActions(), new Console(System.out, System.err), arguments);
        System.out.flush();
        System.exit(code);
    }

    /** Runs one command; everything it says goes to {@code console}. */
    static int run(Actions actions, Console console, String... arguments) {
        var line = new CommandLine(new Strowger());
        for (var command : commands(actions, console)) {
            line.addSubcommand(command);
        }
        line.addSubcommand(load(console));
        line.addSubcommand(calls(console));
        line.addSubcommand(queue(console));
        line.addSubcommand(RecordingsCommand.with(console));
        addHelpToAll(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setOut(writer(console.out()));
        line.setErr(writer(console.err()));
        line.setParameterExceptionHandler((e, _) -> usage(e));
        line.setExecutionExceptionHandler((e, _, _) -> failure(e, console.err()));
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    private static List<Callable<Integer>> commands(Actions actions, Console console) {
        return List.of(
                new RunCommand(actions),
                new CheckCommand(actions, console),
                new DemoCommand(actions, console),
                new CdrCommand(console),
                new AgentCommand(console),
                new UserCommand(console),
                new WhyCommand(console),
                new ReplayCommand(console),
                new BansCommand(console),
                new BlockCommand(console),
                new TrunkCommand(console),
                new TraceCommand(console),
                new ProbeCommand(console),
                new BenchCommand(console));
    }

    private static CommandLine calls(Console console) {
        return new CommandLine(new CallsCommand(console))
                .addSubcommand(new CallRecordCommand(console))
                .addSubcommand(new CallSuperviseCommand(console))
                .addSubcommand(new CallSupervisedCommand(console));
    }

    private static CommandLine queue(Console console) {
        return new CommandLine(new QueueCommand(console))
                .addSubcommand(new QueueShowCommand(console))
                .addSubcommand(new QueueSwitchCommand(console))
                .addSubcommand(new QueueCallbacksCommand(console));
    }

    /** The load laboratory, with the commands that belong to it. */
    private static CommandLine load(Console console) {
        return new CommandLine(new LoadCommand(console))
                .addSubcommand(new CompareCommand(console))
                .addSubcommand(new SoakCommand(console))
                .addSubcommand(new OverloadCommand(console))
                .addSubcommand(new TroubleCommand(console))
                .addSubcommand(new CityCommand(console))
                .addSubcommand(new LoadAgentsCommand(console))
                .addSubcommand(new GuardCommand(console));
    }

    /** Commands of commands too, as `load compare`. */
    private static void addHelpToAll(CommandLine line) {
        addHelp(line);
        line.getSubcommands().values().forEach(Main::addHelpToAll);
    }

    private static void addHelp(CommandLine line) {
        var help = OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this.");
        line.getCommandSpec().addOption(help.build());
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static int usage(ParameterException e) {
        var line = e.getCommandLine();
        line.getErr().println("strowger: " + e.getMessage());
        line.getErr().println("Try: strowger " + name(line) + "--help");
        return CommandLine.ExitCode.USAGE;
    }

    private static String name(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    /** One line, or one for each mistake in a configuration; the trace is there at DEBUG. */
    private static int failure(Exception e, PrintStream err) {
        if (e instanceof ConfigException) {
            err.println(e.getMessage());
        } else {
            var message = e.getMessage() == null ? e.toString() : e.getMessage();
            err.println("strowger: " + message);
            LoggerFactory.getLogger(Main.class).debug("{}", message, e);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
