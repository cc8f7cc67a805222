package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;
import org.strowger.call.RecordingAnswer;
import org.strowger.control.RecordingDoor;
import org.strowger.ivr.RecordingChange;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import org.strowger.server.conf.RecordingConf;

/** Who asked for what is in the log of accesses, before it is done. */
class NotedRecordingsTest {

    @TempDir private Path data;
    private final List<String> done = new ArrayList<>();

    private Path log() {
        return RecordingAccess.folder(data).resolve("access.log");
    }

    private RecordingAnswer change(String call, RecordingChange change) {
        done.add(call + " " + change);
        return change == RecordingChange.STOP ? RecordingAnswer.STOPPED : RecordingAnswer.NO_CALL;
    }

    /** What is done with the door of a switch that has just started. */
    private interface Asking {
        void ask(RecordingDoor door) throws IOException;
    }

    private void ask(Asking asking) throws IOException {
        var conf = new RecordingConf(1, 0, List.of());
        try (var records = Records.open(data, Clock.system(), SpoolLimits.standard());
                var parts = RecordingParts.open(conf, data, records, Clock.system())) {
            asking.ask(parts.door(this::change));
        }
    }

    @Test
    void theStartMakesTheLogForNobodyElse() throws IOException {
        ask(_ -> {});
        assertEquals(0, Files.size(log()));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(log()));
    }

    @Test
    void eachIsALine() throws IOException {
        ask(door -> {
            assertEquals("stopped", door.change("c-1", "stop", "ann"));
            assertThrows(IllegalArgumentException.class, () -> door.change("c-2", "start", "ann"));
            assertEquals(List.of(), door.list("c-1", 7, "bob"));
            assertThrows(
                    IllegalArgumentException.class, () -> door.note("export", "r1", "bob", "to x"));
        });
        assertEquals(List.of("c-1 STOP", "c-2 START"), done);
        var lines = Files.readAllLines(log());
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(
                lines.getFirst()
                        .endsWith(
                                "\"action\":\"stop\",\"call\":\"c-1\",\"by\":\"ann\","
                                        + "\"reason\":\"\",\"via\":\"door\"}"),
                lines::toString);
        assertTrue(lines.get(1).contains("\"start\",\"call\":\"c-2\""), lines::toString);
        assertTrue(lines.get(2).contains("\"list\",\"call\":\"c-1\""), lines::toString);
    }

    /** A folder stands where the log should be: nobody can write it, root included. */
    @Test
    void whatCannotBeNotedIsNotDoneButForAPause() throws IOException {
        Files.createDirectories(log());
        ask(door -> {
            for (var change : List.of("start", "resume", "stop")) {
                assertThrows(IOException.class, () -> door.change("c-1", change, "ann"));
            }
            assertThrows(IOException.class, () -> door.list("", 1, "ann"));
            assertEquals(List.of(), done);
            assertThrows(IllegalArgumentException.class, () -> door.change("c-1", "pause", "ann"));
        });
        assertEquals(List.of("c-1 PAUSE"), done);
    }
}
