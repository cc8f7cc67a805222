package org.strowger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.strowger.base.Clock;
import org.strowger.control.RecordingJson;
import org.strowger.records.Records;
import org.strowger.server.RecordingArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is known of the recordings of a switch: asked of it while it runs, else read by ourselves.
 *
 * @param data its data folder
 */
record RecordingRows(Path data) {

    private static final int OF_ONE_CALL = 1_000;

    /** Those that began last, oldest first. */
    JsonNode list(String call, int limit) {
        var running = Door.find(data);
        if (running.isPresent()) {
            try (var door = running.get()) {
                return door.get("recordings?limit=" + limit + Door.parameter("call", call));
            }
        }
        checkFolder();
        var rows = JsonNodeFactory.instance.arrayNode();
        try (var stopped = Records.openStopped(data)) {
            stopped.recordings(call, limit).forEach(told -> rows.add(RecordingJson.of(told)));
        }
        return rows;
    }

    /** One of them; its name begins with that of its call. */
    JsonNode find(String id) {
        for (var row : list(id.replaceFirst("-r\\d+$", ""), OF_ONE_CALL)) {
            if (row.path("id").asString("").equals(id)) {
                return row;
            }
        }
        throw new CommandException("there is no recording " + id);
    }

    void delete(String id, String by, String reason) {
        var running = Door.find(data);
        if (running.isPresent()) {
            try (var door = running.get()) {
                door.deleteRecording(id, by, reason);
            }
            return;
        }
        checkFolder();
        try (var stopped = Records.openStopped(data)) {
            var archive =
                    new RecordingArchive(
                            data,
                            stopped,
                            event -> stopped.load(List.of(event), stopped.position()),
                            Clock.system());
            archive.delete(id, by, reason);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkFolder() {
        if (!Files.isDirectory(data)) {
            throw new CommandException(data + " is no folder: has a switch run with --data there?");
        }
    }
}
