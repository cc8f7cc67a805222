package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a switch that was started here begins and ends. */
@Tag("loopback")
class SwitchProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PID = Pattern.compile("switch (\\d+)\n");
    private static final long POLL_NANOS = 20_000_000;

    @TempDir Path folder;

    @Test
    void whoIsKilledTakesItsSwitchAlong() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SwitchHolder.class.getName(),
                        folder.toString());
        var here = Path.of("").toAbsolutePath();
        try (var holder = Bounded.start(command, here, folder.resolve("holder.log"), LIMIT)) {
            holder.awaitOutput("switch", output -> PID.matcher(output).find(), LIMIT);
            var words = PID.matcher(holder.output());
            assertTrue(words.find());
            var strowger = Path.of("/proc", words.group(1), "cmdline");
            assertTrue(isThere(strowger));

            ProcessHandle.of(holder.pid()).orElseThrow().destroyForcibly();

            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (isThere(strowger) && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            assertTrue(!isThere(strowger), "the switch still runs");
            var log = Files.readString(folder.resolve("switch.log"));
            assertTrue(log.contains("standard input has ended"), log);
            assertTrue(log.contains("stopped"), log);
        }
    }

    /** The command line of a process that has ended is empty until its new parent has seen that. */
    private static boolean isThere(Path cmdline) {
        try {
            return !Files.readString(cmdline).isEmpty();
        } catch (IOException e) {
            return false; // It is gone altogether.
        }
    }

    @Test
    void aPortThatSomebodyTookMeanwhileIsNamedAndNothingIsLeft() throws IOException {
        var conf = ConfFolder.create();
        try (var taken = new DatagramSocket(Ports.at(conf.sipPort()))) {
            var e = assertThrows(RuntimeException.class, () -> SwitchProcess.start(conf, folder));

            var said = String.valueOf(e.getMessage());
            assertTrue(said.contains("127.0.0.1:" + taken.getLocalPort()), said);
            assertTrue(said.contains("Address already in use"), said);
        }
        assertTrue(ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }
}
