package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.control.ControlDoor;

/** Commands that change agents, queues and blocked callers of a running switch. */
class StaffCommandsTest {

    @TempDir Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(new SwitchActions(), console, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private ControlDoor door() {
        return ControlDoor.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                data,
                new FakeDoor(done),
                _ -> List.of());
    }

    @Test
    void agentsAndQueuesAreChangedWhileTheSwitchRuns() {
        try (var _ = door()) {
            for (var words :
                    List.of(
                            "agent not-ready 1001 lunch",
                            "agent wrap-up-more 1001 60",
                            "agent wrap-up-end 1001",
                            "agent join 1001 sales",
                            "agent skill 1001 tax=7",
                            "queue switch sales closed",
                            "block 0900*",
                            "block 0900* --off")) {
                assertEquals(0, run((words + " --data " + data).split(" ")), words);
            }
            assertEquals(
                    List.of(
                            "1001 not-ready lunch 0",
                            "1001 wrap-up-more 60 60",
                            "1001 wrap-up-end  0",
                            "1001 join sales 0",
                            "1001 skill tax 7",
                            "sales false",
                            "0900* true",
                            "0900* false"),
                    done);
            assertEquals(0, run("block", "--data", data.toString(), "--format", "csv"));
            assertTrue(out().endsWith("0900*\r\n"), out());
            assertEquals(1, run("agent", "leave", "9", "x", "--data", data.toString()));
            assertEquals("", out());
            assertTrue(err().contains("there is no agent 9"), err());
            assertEquals(0, run("agent", "list", "--data", data.toString(), "--format", "json"));
            assertTrue(out().contains("\"tax\" : 5"), out());
            assertEquals(2, run("agent", "skill", "1001", "tax=x", "--data", data.toString()));
        }
    }
}
