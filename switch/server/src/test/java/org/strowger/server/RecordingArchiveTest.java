package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.base.ConfigException;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.MasterKey;
import org.strowger.media.recording.RecordingEntry;
import org.strowger.records.CallEvent;
import org.strowger.records.CallEvent.Recorded;
import org.strowger.records.RecordingReader;
import org.strowger.records.RecordingRow;
import org.strowger.records.RecordingRow.State;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import org.strowger.server.conf.RecordingConf;

class RecordingArchiveTest {

    @TempDir private Path data;
    private final Rows rows = new Rows();

    private RecordingArchive archive() {
        return new RecordingArchive(
                data, new RecordingAccess(data, "door"), rows, rows::take, () -> 5_000_000);
    }

    private static RecordingRow row(String id, State state) {
        return new RecordingRow(id, "day/" + id + ".wav", state, 1_000, 0, List.of(), "", 0, "");
    }

    private Path told(String id, State state) throws IOException {
        rows.take(new Recorded(new CallId("c"), 1_000, row(id, state)));
        var file = RecordingAccess.folder(data).resolve("day/" + id + ".wav");
        Files.createDirectories(file.getParent());
        var octets = new byte[44 + 32_000];
        System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, octets, 0, 4);
        return Files.write(file, octets);
    }

    private RecordingRow now(String id) {
        return rows.recording(id).orElseThrow().recording();
    }

    @Test
    void whatTheRecorderTellsIsWrittenDown() {
        archive()
                .changed(
                        new RecordingEntry(
                                "r1",
                                new CallId("c"),
                                "day/r1.swr",
                                RecordingEntry.State.FAILED,
                                1_000,
                                2_000,
                                List.of(new RecordingEntry.Pause(10, -1)),
                                "00ff",
                                3,
                                "disk full",
                                9_000));
        var pauses = List.of(new RecordingRow.Pause(10, -1));
        assertEquals(
                new RecordingRow(
                        "r1",
                        "day/r1.swr",
                        State.FAILED,
                        1_000,
                        2_000,
                        pauses,
                        "00ff",
                        3,
                        "disk full"),
                now("r1"));
    }

    @Test
    void whatWasCutOffIsMendedAndOnlyThat() throws IOException {
        told("cut", State.RUNNING);
        told("whole", State.COMPLETE);
        Files.delete(told("gone", State.RUNNING));
        archive().mend(KeyRing.EMPTY);
        assertEquals(State.REPAIRED, now("cut").state());
        assertEquals(1_000_000, now("cut").lengthMicros());
        assertEquals(row("whole", State.COMPLETE), now("whole"));
        assertEquals(State.FAILED, now("gone").state());
    }

    /**
     * Its header is torn, its master key is gone, or power was lost before anything was written.
     */
    @Test
    void whatCannotBeMendedHasFailedAndCanBeDeleted() throws IOException {
        var file = told("torn", State.RUNNING);
        Files.write(file, new byte[100]);
        archive().mend(KeyRing.EMPTY);
        assertEquals(State.FAILED, now("torn").state());
        assertTrue(now("torn").note().contains("this is no recording"), now("torn")::note);
        assertTrue(Files.exists(file));
        archive().delete("torn", "ann", "of no use");
        assertEquals(State.DELETED, now("torn").state());
        assertFalse(Files.exists(file));
    }

    @Test
    void aPauseThatLastedEndsWhereWhatWasMendedDoes() throws IOException {
        told("cut", State.RUNNING);
        var row = row("cut", State.RUNNING);
        var pauses = List.of(new RecordingRow.Pause(10, 20), new RecordingRow.Pause(500_000, -1));
        var paused =
                new RecordingRow(
                        row.id(), row.file(), row.state(), 1_000, 0, pauses, "", 0, row.note());
        rows.take(new Recorded(new CallId("c"), 1_000, paused));
        archive().mend(KeyRing.EMPTY);
        assertEquals(
                List.of(new RecordingRow.Pause(10, 20), new RecordingRow.Pause(500_000, 1_000_000)),
                now("cut").pauses());
    }

    @Test
    void deletingRemovesTheFileAndKeepsWhoDidItAndWhy() throws IOException {
        var file = told("r1", State.COMPLETE);
        archive().delete("r1", "ann", "the caller asked for it");
        assertFalse(Files.exists(file));
        assertEquals(State.DELETED, now("r1").state());
        assertEquals("ann: the caller asked for it", now("r1").note());
        var log = Files.readString(RecordingAccess.folder(data).resolve("access.log"));
        assertTrue(
                log.matches(
                        "\\{\"at\":\"[^\"]*Z\",\"action\":\"delete\",\"recording\":\"r1\","
                                + "\"by\":\"ann\",\"reason\":\"the caller asked for it\",\"via\":\"door\"\\}\n"),
                log);
    }

    @Test
    void whatRunsOrIsGoneIsNotDeleted() throws IOException {
        var file = told("r1", State.RUNNING);
        told("r2", State.DELETED);
        for (var id : List.of("r1", "r2", "r3")) {
            assertThrows(IllegalArgumentException.class, () -> archive().delete(id, "ann", "why"));
        }
        assertTrue(Files.exists(file));
    }

    @Test
    void aMasterKeyInTheDataFolderStopsTheStart() throws IOException {
        var path = Files.writeString(data.resolve("master.key"), "0".repeat(64));
        var key = new RecordingConf.KeyFile(path, MasterKey.read(path), "strowger.yaml:9:7");
        var conf = new RecordingConf(1, 0, List.of(key));
        try (var records = Records.open(data, Clock.system(), SpoolLimits.standard())) {
            var wrong =
                    assertThrows(
                            ConfigException.class,
                            () -> RecordingParts.open(conf, data, records, Clock.system()).close());
            var message = String.valueOf(wrong.getMessage());
            assertTrue(message.startsWith("strowger.yaml:9:7: a master key must not"), message);
        }
    }

    /** What was told last of each. */
    private static final class Rows implements RecordingReader {

        private final Map<String, Recorded> latest = new LinkedHashMap<>();

        void take(CallEvent event) {
            var told = (Recorded) event;
            latest.put(told.recording().id(), told);
        }

        @Override
        public List<Recorded> recordings(String call, int limit) {
            return List.copyOf(latest.values());
        }

        @Override
        public List<Recorded> runningRecordings() {
            return latest.values().stream()
                    .filter(told -> told.recording().state() == State.RUNNING)
                    .toList();
        }

        @Override
        public Optional<Recorded> recording(String id) {
            return Optional.ofNullable(latest.get(id));
        }
    }
}
