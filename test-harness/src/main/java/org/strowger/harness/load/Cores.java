package org.strowger.harness.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.strowger.harness.process.Bounded;

/**
 * A core for the switch and one for the generator, by taskset.
 *
 * @param ofSwitch before the switch's command; empty when nothing is pinned
 * @param ofGenerator before SIPp's
 */
public record Cores(List<String> ofSwitch, List<String> ofGenerator) {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    public Cores {
        ofSwitch = List.copyOf(ofSwitch);
        ofGenerator = List.copyOf(ofGenerator);
    }

    /** Every process runs where the kernel puts it. */
    public static Cores shared() {
        return new Cores(List.of(), List.of());
    }

    /**
     * The first core for the switch, the second for the generator; shared when there is one. Asked
     * once: a process that has pinned itself sees one core only.
     */
    public static Cores apart() {
        if (Runtime.getRuntime().availableProcessors() < 2 || !Files.isExecutable(TASKSET)) {
            return shared();
        }
        return new Cores(List.of("taskset", "-c", "0"), List.of("taskset", "-c", "1"));
    }

    boolean pinned() {
        return !ofSwitch.isEmpty();
    }

    /** Moves all threads of this JVM, and those it will start, to the generator's core. */
    public void pinThisProcess(Path folder) {
        if (pinned()) {
            Bounded.run(
                    List.of("taskset", "-a", "-p", "-c", "1", String.valueOf(pid())),
                    folder,
                    LIMIT);
        }
    }

    /** Gives all threads of this JVM both cores again. */
    public void spread(Path folder) {
        if (pinned()) {
            Bounded.run(
                    List.of("taskset", "-a", "-p", "-c", "0,1", String.valueOf(pid())),
                    folder,
                    LIMIT);
        }
    }

    /**
     * Moves the threads of this JVM that have a name to the switch's core.
     *
     * @param name 15 characters at most, as the kernel keeps no more
     * @throws IllegalStateException when there is none
     */
    public void pinToSwitch(String name, Path folder) throws IOException {
        if (!pinned()) {
            return;
        }
        var threads = threadsOfThisProcess(name);
        if (threads.isEmpty()) {
            throw new IllegalStateException("no thread " + name);
        }
        for (var thread : threads) {
            Bounded.run(List.of("taskset", "-p", "-c", "0", thread), folder, LIMIT);
        }
    }

    private static List<String> threadsOfThisProcess(String name) throws IOException {
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.filter(thread -> isNamed(thread, name))
                    .map(thread -> thread.getFileName().toString())
                    .toList();
        }
    }

    private static boolean isNamed(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(name);
        } catch (IOException e) {
            return false; // It has ended.
        }
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
