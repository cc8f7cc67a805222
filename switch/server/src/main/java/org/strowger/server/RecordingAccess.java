package org.strowger.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who has read or deleted recordings: {@code recordings/access.log} in the data folder, a line of
 * JSON each, at the end of the file. It is written before what it tells of is done, so nothing is
 * done that is not in it.
 */
public final class RecordingAccess {

    private static final String NAME = "access.log";

    private final Path file;

    /**
     * That of a switch.
     *
     * @param data its data folder
     */
    public RecordingAccess(Path data) {
        this.file = folder(data).resolve(NAME);
    }

    /** Where a switch keeps its recordings. */
    public static Path folder(Path data) {
        return data.resolve("recordings");
    }

    /**
     * Writes a line.
     *
     * @param action export, play or delete
     * @param by the user of the operating system
     * @throws IOException when it cannot be written: then nothing may be done
     */
    public void note(String action, String recording, String by, String reason) throws IOException {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("at", new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(now()));
        line.put("action", action).put("recording", recording).put("by", by).put("reason", reason);
        create();
        Files.write(
                file,
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }

    private void create() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(file);
        if (posix) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static Instant now() {
        return Instant.now();
    }
}
