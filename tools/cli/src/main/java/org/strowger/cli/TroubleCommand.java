package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.Summary;
import org.strowger.harness.load.trouble.Troubles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trouble",
        description = {
            "Hurts a switch of its own on purpose, and checks that what happens was promised.",
            "list names the profiles and their promises."
        })
final class TroubleCommand implements Callable<Integer> {

    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final int INTERRUPTED = 130;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Console console;

    @Parameters(paramLabel = "NAME|all|list", description = "What to do.")
    private String name = "list";

    @Option(names = "--out", paramLabel = "DIR", description = "Default: load/TIME-trouble-NAME.")
    private @Nullable Path out;

    @Option(names = "--brief", description = "With a fifth of the calls.")
    private boolean brief;

    @Spec private CommandSpec spec = CommandSpec.create();

    TroubleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (name.equals("list")) {
            Troubles.list()
                    .forEach((each, promise) -> console.out().printf("%-17s %s%n", each, promise));
            return 0;
        }
        var names = name.equals("all") ? List.copyOf(Troubles.list().keySet()) : List.of(name);
        var interruption = new Interruption();
        var here = Thread.currentThread();
        var hook = new Thread(() -> stop(interruption, here));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var result = Troubles.run(names, typed(), folder(), brief, console.err(), interruption);
            console.out().print(Summary.of(result, folder()));
            return interruption.reason().isPresent() ? INTERRUPTED : result.passed() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (LoadFailure e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            if (interruption.reason().isEmpty()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    /** Ctrl-C: the profile that runs breaks off; the JVM ends when this returns. */
    private static void stop(Interruption interruption, Thread runner) {
        interruption.stop("interrupted");
        runner.interrupt();
        interruption.awaitStopped(STOPPING);
    }

    private Path folder() {
        if (out == null) {
            out = Path.of("load", TIME.format(Instant.now()) + "-trouble-" + name);
        }
        return out.toAbsolutePath().normalize();
    }

    private String typed() {
        return "tools/strowger load trouble " + name + (brief ? " --brief" : "");
    }
}
