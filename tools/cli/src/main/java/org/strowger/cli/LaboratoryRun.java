package org.strowger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.result.Result;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run of the load laboratory that Ctrl-C stops: it ends what it can, and writes what it has.
 *
 * @param folder where its result lies
 * @param grace for it to see that it shall stop, before its thread is interrupted
 * @param limit for it to have stopped then
 */
record LaboratoryRun(Console console, Path folder, Duration grace, Duration limit) {

    /** As shells have it: 128 and SIGINT. */
    private static final int INTERRUPTED = 130;

    /** The command line with which the run can be had once more. */
    static String typed(CommandSpec spec) {
        var words = spec.root().commandLine().getParseResult().originalArgs();
        return "tools/strowger " + String.join(" ", words);
    }

    /**
     * Runs it and says how it ended.
     *
     * @return the exit status
     * @throws CommandException when it could not be run
     */
    int run(Function<Interruption, Result> run) {
        var interruption = new Interruption();
        var here = Thread.currentThread();
        var hook = new Thread(() -> stop(interruption, here));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var result = run.apply(interruption);
            if (interruption.reason().isPresent()) {
                return INTERRUPTED;
            }
            return result.passed() ? 0 : 1;
        } catch (LoadFailure e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            if (interruption.reason().isEmpty()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    /** The JVM ends when this returns. */
    private void stop(Interruption interruption, Thread runner) {
        interruption.stop("interrupted");
        if (!interruption.awaitStopped(grace)) {
            runner.interrupt(); // It waits for something else, for phones that register.
            interruption.awaitStopped(limit);
        }
        console.err().println("strowger: interrupted; what there is lies in " + folder);
    }
}
