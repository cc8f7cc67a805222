package org.strowger.harness.load;

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

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
