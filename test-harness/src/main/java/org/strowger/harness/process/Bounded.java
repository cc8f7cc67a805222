package org.strowger.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours that cannot outlive its time: killed at its limit, on close, and when this JVM
 * ends. Standard output and error go to a log file.
 */
public final class Bounded implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook;
    private volatile boolean outOfTime;

    private Bounded(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly);
    }

    /**
     * Starts a command.
     *
     * @param folder its working folder
     * @param log takes what it prints; overwritten
     * @param limit after which it is killed
     */
    public static Bounded start(List<String> command, Path folder, Path log, Duration limit) {
        return start(command, folder, log, limit, Redirect.from(Path.of("/dev/null").toFile()));
    }

    /**
     * The same for one that ends at the end of its standard input: that is a pipe into which
     * nothing is written, and which this JVM keeps open, so that its end is the other's, by SIGKILL
     * too.
     */
    public static Bounded startTied(List<String> command, Path folder, Path log, Duration limit) {
        return start(command, folder, log, limit, Redirect.PIPE);
    }

    private static Bounded start(
            List<String> command, Path folder, Path log, Duration limit, Redirect input) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(input)
                            .start();
            var bounded = new Bounded(command.getFirst(), process, log);
            bounded.killAtExit();
            Thread.ofVirtual().name("limit-" + process.pid()).start(() -> bounded.guard(limit));
            return bounded;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    command.getFirst() + " does not start; is it installed?", e);
        }
    }

    private void killAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            kill(); // This JVM ends just now, and nobody else would.
            throw e;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @return what it printed
     * @throws IllegalStateException if it fails or takes too long
     */
    public static String run(List<String> command, Path folder, Duration limit) {
        Path log = null;
        try {
            log = Files.createTempFile("strowger-run", ".log");
            try (var bounded = start(command, folder, log, limit)) {
                int code = bounded.await();
                if (code != 0) {
                    throw new IllegalStateException(
                            command + " ended with " + code + ": " + bounded.output());
                }
                return bounded.output();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(log);
        }
    }

    /**
     * Waits for its end.
     *
     * @return the exit code
     * @throws IllegalStateException if it had to be killed at its limit
     */
    public int await() {
        try {
            int code = process.waitFor();
            if (outOfTime) {
                throw new IllegalStateException(name + " was killed at its limit: " + tail());
            }
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /**
     * Waits until what it has printed so far is as wanted.
     *
     * @throws IllegalStateException if it ends before, or the time is over
     */
    public void awaitOutput(String what, Predicate<String> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!wanted.test(output())) {
            if (!process.isAlive() && !wanted.test(output())) {
                throw new IllegalStateException(
                        name
                                + " ended with "
                                + process.exitValue()
                                + " before "
                                + what
                                + ": "
                                + tail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "%s: no %s within %d ms: %s"
                                .formatted(name, what, limit.toMillis(), tail()));
            }
            pause();
        }
    }

    /** Everything printed so far. */
    public String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is ending already: the hook kills what is dead.
        }
    }

    private void guard(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                outOfTime = true;
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String tail() {
        var output = output();
        return output.substring(Math.max(0, output.length() - 2_000));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
