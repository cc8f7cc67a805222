package org.strowger.harness.load.caller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.sipp.Statistics;

/** SIPp while it calls. */
public final class CallerRun implements AutoCloseable {

    /** Beyond SIPp's own limit, for the one that does not keep it. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final CallerPlan plan;
    private final Bounded process;

    private CallerRun(CallerPlan plan, Bounded process) {
        this.plan = plan;
        this.process = process;
    }

    /** Writes its files and starts it. */
    public static CallerRun start(CallerPlan plan) {
        var folder = plan.folder();
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(plan.manner().scenario() + ".xml"),
                    Scenario.of(plan.manner(), plan.ownSound()));
            Files.writeString(folder.resolve(CallerPlan.ROWS), plan.rows().text());
            var script = folder.resolve(CallerPlan.COMMAND);
            Files.writeString(script, plan.script());
            if (!script.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + script + " executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(plan.prefix());
        command.addAll(plan.command());
        return new CallerRun(
                plan,
                Bounded.start(
                        command, folder, folder.resolve("sipp.log"), plan.limit().plus(GRACE)));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ended before its first call because somebody else has one of its ports. */
    public boolean foundPortTaken() {
        return !isAlive()
                && statistics().value("TotalCallCreated") == 0
                && errors().saysPortTaken();
    }

    /** What it complained of last, of itself and not of a call; empty when of nothing. */
    public String complaint() {
        return errors().complaint();
    }

    public CallerPlan plan() {
        return plan;
    }

    /** Its counts so far, at most a second old. */
    public Statistics statistics() {
        return Statistics.read(plan.folder().resolve(CallerPlan.STATISTICS));
    }

    /** Waits for its end. */
    public int await() {
        return process.await();
    }

    /** What became of its calls, as far as is known by now. */
    public CallerOutcome outcome() {
        return CallerOutcome.of(plan, statistics(), course(), errors(), calls(), process.output());
    }

    /** SIGKILL at once. */
    @Override
    public void close() {
        process.close();
    }

    private Course course() {
        return Course.read(plan.folder().resolve(CallerPlan.STATISTICS));
    }

    private ErrorLog errors() {
        var file = plan.folder().resolve(CallerPlan.ERRORS);
        return ErrorLog.parse(Files.exists(file) ? text(file) : "");
    }

    private CallLog calls() {
        var file = plan.folder().resolve(CallerPlan.CALLS);
        if (!Files.exists(file)) {
            return CallLog.empty(plan.rows().first());
        }
        try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return CallLog.read(lines, plan.rows().first());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
