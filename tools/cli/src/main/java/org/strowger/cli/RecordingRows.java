package org.strowger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.strowger.base.Clock;
import org.strowger.control.RecordingJson;
import org.strowger.records.Records;
import org.strowger.server.RecordingAccess;
import org.strowger.server.RecordingArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is known of the recordings of a switch: asked of it while it runs, else read by ourselves.
 * Who asks is noted, by the switch or by us.
 *
 * @param data its data folder
 */
record RecordingRows(Path data) {

    /** Those that began last, oldest first. */
    JsonNode list(String call, int limit) throws IOException {
        var running = Door.find(data);
        if (running.isPresent()) {
            try (var door = running.get()) {
                return door.recordings(call, limit, user());
            }
        }
        checkFolder();
        access().noteCall("list", call, user());
        var rows = JsonNodeFactory.instance.arrayNode();
        try (var stopped = Records.openStopped(data)) {
            stopped.recordings(call, limit).forEach(told -> rows.add(RecordingJson.of(told)));
        }
        return rows;
    }

    /** One of them. */
    JsonNode find(String id) {
        var running = Door.find(data);
        if (running.isPresent()) {
            try (var door = running.get()) {
                return door.recording(id);
            }
        }
        checkFolder();
        try (var stopped = Records.openStopped(data)) {
            return stopped.recording(id)
                    .map(RecordingJson::of)
                    .orElseThrow(() -> new CommandException("there is no recording " + id));
        }
    }

    /**
     * Notes that we are about to read it.
     *
     * @param action export or play
     * @param how where it goes
     * @throws IOException when it cannot be noted: then it must not be read
     */
    void note(String action, String id, String how) throws IOException {
        var running = Door.find(data);
        if (running.isPresent()) {
            try (var door = running.get()) {
                door.noteAccess(action, id, user(), how);
            }
            return;
        }
        access().note(action, id, user(), how);
    }

    void delete(String id, String reason) throws IOException {
        var running = Door.find(data);
        if (running.isPresent()) {
            try (var door = running.get()) {
                door.deleteRecording(id, user(), reason);
            }
            return;
        }
        checkFolder();
        try (var stopped = Records.openStopped(data)) {
            var archive =
                    new RecordingArchive(
                            data,
                            access(),
                            stopped,
                            event -> stopped.load(List.of(event), stopped.position()),
                            Clock.system());
            archive.delete(id, user(), reason);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private RecordingAccess access() {
        return new RecordingAccess(data, "data");
    }

    /** Who is logged in here. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    private void checkFolder() {
        if (!Files.isDirectory(data)) {
            throw new CommandException(data + " is no folder: has a switch run with --data there?");
        }
    }
}
