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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.control.ControlDoor;
import org.strowger.records.CallEvent;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import tools.jackson.databind.json.JsonMapper;

/** The commands for supervision, as they are typed. */
class SupervisedTest {

    @TempDir private Path data;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        out.reset();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(new SwitchActions(), console, all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatAStoppedSwitchHasWritten() throws IOException {
        try (var records = Records.open(data, Clock.system(), SpoolLimits.standard())) {
            for (var call : List.of("c-1", "c-2")) {
                records.sink()
                        .append(
                                new CallEvent.Supervised(
                                        new CallId(call),
                                        1_800_000_000_000_000L,
                                        "1003",
                                        "1001",
                                        "whisper",
                                        "door: eve"));
            }
        }
        assertEquals(0, run("calls", "supervised", "--call", "c-2", "--format", "json"));
        var rows = JsonMapper.shared().readTree(said());
        assertEquals(1, rows.size());
        assertEquals(
                "{\"at\":\"2027-01-15T08:00:00.000Z\",\"call\":\"c-2\",\"supervisor\":\"1003\","
                        + "\"agent\":\"1001\",\"action\":\"whisper\",\"how\":\"door: eve\"}",
                rows.get(0).toString());
        assertEquals(0, run("calls", "supervised"), err::toString);
        assertTrue(said().contains("c-1"), said());
        assertEquals(2, run("calls", "supervised", "--limit", "0"));
    }

    @Test
    void asksTheSwitchThatRunsAndSaysWhoAsks() throws IOException {
        var done = new ArrayList<String>();
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var _ = ControlDoor.start(any, data, new FakeDoor(done), _ -> List.of())) {
            assertEquals(0, run("calls", "supervise", "listen", "c-1", "--by", "1003"));
            assertEquals("c-1: ringing", said().strip());
            assertEquals(0, run("calls", "supervised"));
            assertTrue(said().contains("1970-01-01T00:00:01.000Z"), said());
            assertEquals(1, run("calls", "supervise", "listen", "c-1"), "by whom?");
        }
        assertEquals(
                List.of("supervise listen c-1 1003 " + RecordingRows.user(), "supervisions  1000"),
                done);
    }
}
