package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.control.ControlDoor;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.MasterKey;
import org.strowger.media.recording.RecordingFolder;
import org.strowger.media.recording.RecordingWriter;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordingRow;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import org.strowger.server.RecordingAccess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for recordings, as they are typed. */
class RecordingsTest {

    private static final long SECOND = 1_000_000;

    @TempDir private Path folder;
    private Path data = Path.of("");
    private Path key = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<CallEvent> told = new ArrayList<>();
    private long now = 1_800_000_000 * SECOND;

    @BeforeEach
    void recordTwoSecondsOfSilence() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        key = Files.writeString(folder.resolve("master.key"), "1f".repeat(32));
        record("c-1-r1", new KeyRing(List.of(MasterKey.read(key))), "swr");
        record("c-2-r1", KeyRing.EMPTY, "wav");
        try (var records = Records.open(data, Clock.system(), SpoolLimits.standard())) {
            told.forEach(records.sink()::append);
        }
    }

    private void record(String id, KeyRing keys, String kind) throws IOException {
        var files = new RecordingFolder(RecordingAccess.folder(data));
        var limits = new RecordingWriter.Limits(1, 0);
        try (var writer = new RecordingWriter(files, keys, _ -> {}, () -> now, limits)) {
            var recording = writer.begin(id, new CallId("c"), now);
            assertTrue(recording != null);
            now += 2 * SECOND;
            recording.stop(now);
        }
        var row =
                new RecordingRow(
                        id,
                        "2027-01-15/" + id + "." + kind,
                        RecordingRow.State.COMPLETE,
                        now - 2 * SECOND,
                        2 * SECOND,
                        List.of(),
                        keys.keys().isEmpty() ? "" : keys.keys().getFirst().id(),
                        0,
                        "");
        told.add(new CallEvent.Recorded(new CallId(id.substring(0, 3)), now, row));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(new SwitchActions(), console, arguments);
    }

    private JsonNode list() {
        assertEquals(
                0,
                run("recordings", "list", "--data", data.toString(), "--format", "json"),
                err::toString);
        return JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private int export(String id, String... more) {
        var arguments =
                new ArrayList<>(List.of("recordings", "export", id, "--data", data.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private List<String> accesses() throws IOException {
        return Files.readAllLines(RecordingAccess.folder(data).resolve("access.log"));
    }

    @Test
    void listsWhatIsThere() {
        var rows = list();
        assertEquals(2, rows.size());
        assertEquals("c-1-r1", rows.get(0).path("id").asString());
        assertTrue(rows.get(0).path("encrypted").asBoolean());
        assertEquals(2_000, rows.get(0).path("lengthMs").asLong());
        assertEquals(0, run("recordings", "list", "--call", "c-2", "--data", data.toString()));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("c-2-r1"));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("c-1-r1"));
        assertEquals(2, run("recordings"));
        assertEquals(2, run("recordings", "list", "--limit", "0"));
    }

    @Test
    void exportsASealedOneWithItsKeyAndNotesIt() throws IOException {
        var wav = folder.resolve("one.wav");
        var to = new String[] {"--to", wav.toString(), "--key", key.toString()};
        assertEquals(0, export("c-1-r1", to), err::toString);
        var octets = Files.readAllBytes(wav);
        assertEquals(44 + 2 * 32_000, octets.length);
        assertEquals("RIFF", new String(octets, 0, 4, StandardCharsets.US_ASCII));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(wav));
        assertEquals(1, accesses().size());
        assertTrue(
                accesses().getFirst().contains("\"action\":\"export\",\"recording\":\"c-1-r1\""));

        assertEquals(1, export("c-1-r1", to), "it is there already");
        assertEquals(0, export("c-1-r1", "--to", "-", "--key", key.toString()), err::toString);
        assertArrayEquals(octets, out.toByteArray());
    }

    @Test
    void doesNotExportASealedOneWithoutItsKey() throws IOException {
        var other = Files.writeString(folder.resolve("other.key"), "2e".repeat(32));
        var wav = folder.resolve("one.wav");
        assertEquals(1, export("c-1-r1", "--to", wav.toString(), "--key", other.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("master key"), err::toString);
        assertFalse(Files.exists(wav));
        assertEquals(1, export("c-9-r1", "--to", wav.toString()));
    }

    private void assertRefused(String id, String why) throws IOException {
        var wav = folder.resolve("refused.wav");
        assertEquals(1, export(id, "--to", wav.toString(), "--key", key.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(why), err::toString);
        assertFalse(Files.exists(wav));
    }

    private Path file(String name) {
        return RecordingAccess.folder(data).resolve("2027-01-15/" + name);
    }

    @Test
    void aSealedFileInAnotherOnesPlaceIsNotExported() throws IOException {
        record("c-3-r1", new KeyRing(List.of(MasterKey.read(key))), "swr");
        Files.move(file("c-3-r1.swr"), file("c-1-r1.swr"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused("c-1-r1", "that is the recording c-3-r1");
        Files.copy(file("c-2-r1.wav"), file("c-1-r1.swr"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused("c-1-r1", "was sealed, and its file is not");
        assertFalse(Files.exists(RecordingAccess.folder(data).resolve("access.log")));
    }

    @Test
    void whatIsNotAsItWasRecordedIsExportedAndIsAFailure() throws IOException {
        var wav = folder.resolve("one.wav");
        var to = new String[] {"--to", wav.toString(), "--key", key.toString()};
        var sealed = Files.readAllBytes(file("c-1-r1.swr"));
        Files.write(file("c-1-r1.swr"), Arrays.copyOf(sealed, sealed.length - 16));
        assertEquals(1, export("c-1-r1", to));
        var said = "c-1-r1: 2000 ms were recorded, in its file are 2000 without an end\n";
        assertEquals(said, err.toString(StandardCharsets.UTF_8));

        sealed[sealed.length - 16 - 32_016] ^= 1;
        Files.write(file("c-1-r1.swr"), sealed);
        Files.delete(wav);
        assertEquals(1, export("c-1-r1", to));
        assertEquals(
                "c-1-r1: second 1 is damaged or was changed, and silent here\n",
                err.toString(StandardCharsets.UTF_8));

        Files.write(file("c-2-r1.wav"), new byte[32_000], StandardOpenOption.APPEND);
        assertEquals(1, export("c-2-r1", "--to", folder.resolve("two.wav").toString()));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("in its file are 3000\n"),
                err::toString);
    }

    @Test
    void exportsWhatIsNotSealedWithoutAnyKey() throws IOException {
        var wav = folder.resolve("two.wav");
        assertEquals(0, export("c-2-r1", "--to", wav.toString()), err::toString);
        assertEquals(44 + 2 * 32_000, Files.size(wav));
    }

    @Test
    void deletesWithAReasonAndKeepsTheRow() throws IOException {
        var file = RecordingAccess.folder(data).resolve("2027-01-15/c-2-r1.wav");
        assertTrue(Files.exists(file));
        assertEquals(2, run("recordings", "delete", "c-2-r1", "--data", data.toString()));
        var why = new String[] {"--reason", "the caller asked", "--data", data.toString()};
        assertEquals(
                0,
                run("recordings", "delete", "c-2-r1", why[0], why[1], why[2], why[3]),
                err::toString);
        assertFalse(Files.exists(file));
        var row = list().get(1);
        assertEquals("deleted", row.path("state").asString());
        assertTrue(row.path("note").asString().endsWith(": the caller asked"));
        var actions = List.of("\"action\":\"delete\"", "\"action\":\"list\"");
        for (int i = 0; i < actions.size(); i++) {
            assertTrue(accesses().get(i).contains(actions.get(i)), "line " + i);
        }
        assertEquals(1, export("c-2-r1", "--to", folder.resolve("x.wav").toString()));
        assertEquals(1, run("recordings", "delete", "c-2-r1", why[0], why[1], why[2], why[3]));
    }

    @Test
    void asksTheSwitchThatRuns() {
        var done = new ArrayList<String>();
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var wav = folder.resolve("two.wav");
        try (var _ = ControlDoor.start(any, data, new FakeDoor(done), _ -> List.of())) {
            assertEquals(0, list().size());
            assertEquals(0, export("c-2-r1", "--to", wav.toString()), err::toString);
            assertEquals(1, export("c-9-r1"));
            assertTrue(err.toString(StandardCharsets.UTF_8).contains("there is no recording"));
            assertEquals(0, run("calls", "record", "pause", "c-1", "--data", data.toString()));
            assertEquals("c-1: recording paused\n", out.toString(StandardCharsets.UTF_8));
            assertEquals(
                    0,
                    run(
                            "recordings",
                            "delete",
                            "c-1-r1",
                            "--reason",
                            "why",
                            "--data",
                            data.toString()));
        }
        var user = System.getProperty("user.name");
        assertEquals(
                List.of(
                        "recordings  1000 " + user,
                        "export c-2-r1 " + user + " to " + wav,
                        "record pause c-1 " + user,
                        "delete c-1-r1 " + user + " why"),
                done);
        assertFalse(
                Files.exists(RecordingAccess.folder(data).resolve("access.log")),
                "the switch that runs writes it");
    }

    @Test
    void playsWithWhatIsOnThisMachine() throws IOException {
        assertEquals(Optional.empty(), RecordingPlayCommand.player(folder.toString()));
        var player = Files.writeString(folder.resolve("play"), "#!/bin/sh\n");
        assertTrue(player.toFile().setExecutable(true));
        assertEquals(
                Optional.of(List.of("play", "-q", "-t", "wav", "-")),
                RecordingPlayCommand.player("/nowhere:" + folder));
    }
}
