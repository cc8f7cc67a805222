package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.control.ControlDoor;

class QueueCallbacksCommandTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir private Path data = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();
    private ControlDoor door;

    @BeforeEach
    void open() throws IOException {
        door = ControlDoor.start(ANY_PORT, data, new FakeDoor(done), _ -> List.of());
    }

    @AfterEach
    void close() {
        door.close();
    }

    private int run(String... words) {
        out.reset();
        var console = new PrintStream(out, true, StandardCharsets.UTF_8);
        var arguments = new ArrayList<>(List.of("queue", "callbacks"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--data", data.toString()));
        return Main.run(
                new SwitchActions(),
                new Console(console, console),
                arguments.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theyAreListed() {
        assertEquals(0, run());
        assertEquals(
                """
                queue  number      since                     state   due                       attempts  call
                sales  0305551001  2026-11-24T09:00:00.000Z  booked  2026-11-24T09:05:00.000Z  1         -
                """,
                said());
    }

    @Test
    void oneIsCancelled() {
        assertEquals(0, run("sales", "0305551001"));
        assertEquals("sales: 0305551001 is not called back\n", said());
        assertEquals(List.of("callback sales 0305551001 cancelled"), done);
        assertEquals(1, run("sales", "1"));
        assertEquals(1, run("sales"));
        assertTrue(said().contains("which number?"), said());
    }
}
