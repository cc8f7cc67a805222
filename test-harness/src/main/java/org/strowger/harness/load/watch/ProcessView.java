package org.strowger.harness.load.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process as /proc shows it; see proc(5). */
public final class ProcessView {

    private static final double TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK) on Linux
    private static final int KIB = 1_024;

    private final Path folder;

    public ProcessView(long pid) {
        this(Path.of("/proc", String.valueOf(pid)));
    }

    ProcessView(Path folder) {
        this.folder = folder;
    }

    /**
     * At one moment.
     *
     * @param cpuSeconds of all its threads, since its start
     * @param rss resident octets
     * @param files open descriptors
     */
    public record Usage(double cpuSeconds, long rss, long threads, long files) {}

    /** Now; empty when it is gone. */
    public Optional<Usage> usage() {
        try {
            var stat = Files.readString(folder.resolve("stat"));
            var status = Files.readString(folder.resolve("status"));
            try (var files = Files.list(folder.resolve("fd"))) {
                return Optional.of(
                        new Usage(
                                cpuSeconds(stat),
                                number(status, "VmRSS:") * KIB,
                                number(status, "Threads:"),
                                files.count()));
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty(); // Gone, or not ours to look into.
        }
    }

    /** Seconds of CPU since its start; 0 when it is gone. */
    public double cpuSeconds() {
        try {
            return cpuSeconds(Files.readString(folder.resolve("stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    /** The same, and of all its children that have ended. */
    public double cpuSecondsWithChildren() {
        try {
            var stat = Files.readString(folder.resolve("stat"));
            return cpuSeconds(stat) + seconds(stat, 13);
        } catch (IOException e) {
            return 0;
        }
    }

    static double cpuSeconds(String stat) {
        return seconds(stat, 11);
    }

    /** User and system time: two fields, counted from the state. */
    private static double seconds(String stat, int at) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[at]) + Long.parseLong(fields[at + 1])) / TICKS_PER_SECOND;
    }

    static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" ", -1)[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
