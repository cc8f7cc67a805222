package org.strowger.harness.sipp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.strowger.harness.process.Bounded;

/** SIPp while it runs. */
public final class SippRun implements AutoCloseable {

    private static final long POLL_NANOS = 5_000_000;

    private final String scenario;
    private final Path folder;
    private final Bounded process;

    SippRun(String scenario, Path folder, Bounded process) {
        this.scenario = scenario;
        this.folder = folder;
        this.process = process;
    }

    /** Waits until its socket is there: a server that is called before loses the call. */
    public SippRun awaitListening(int port, Duration limit) {
        var wanted = "0100007F:%04X".formatted(port);
        var any = "00000000:%04X".formatted(port);
        long deadline = System.nanoTime() + limit.toNanos();
        while (sockets("udp").stream().noneMatch(s -> s.contains(wanted) || s.contains(any))) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        scenario + " does not listen on " + port + ": " + process.output());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return this;
    }

    /** The same for one that takes calls over TCP. */
    public SippRun awaitAccepting(int port, Duration limit) {
        var wanted = Pattern.compile(":%04X \\w+:0000 0A ".formatted(port));
        long deadline = System.nanoTime() + limit.toNanos();
        while (sockets("tcp").stream().noneMatch(s -> wanted.matcher(s).find())) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        scenario + " does not accept at " + port + ": " + process.output());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return this;
    }

    /** Waits for its end and reads its statistics. */
    public SippResult await() {
        int exit = process.await();
        var stat = Statistics.read(folder.resolve("stat.csv"));
        return new SippResult(
                exit,
                stat.value("TotalCallCreated"),
                stat.value("SuccessfulCall(C)"),
                stat.value("FailedCall(C)"),
                stat.value("Retransmissions(C)"),
                errors());
    }

    /** The counts so far, at most a second old. */
    public SippResult soFar() {
        var stat = Statistics.read(folder.resolve("stat.csv"));
        return new SippResult(
                -1,
                stat.value("TotalCallCreated"),
                stat.value("SuccessfulCall(C)"),
                stat.value("FailedCall(C)"),
                stat.value("Retransmissions(C)"),
                errors());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Takes no more calls and ends when those it has are over. */
    public void drain() {
        Bounded.run(
                List.of("kill", "-USR1", String.valueOf(process.pid())),
                folder,
                Duration.ofSeconds(5));
    }

    /** SIGKILL: not a word more. */
    public void kill9() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private String errors() {
        var file = folder.resolve("errors.log");
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sockets(String protocol) {
        try {
            return Files.readAllLines(Path.of("/proc/net", protocol));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
