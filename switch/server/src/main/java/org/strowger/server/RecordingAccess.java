package org.strowger.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who has begun, paused, resumed, ended, listed, read or deleted recordings: {@code
 * recordings/access.log} in the data folder, a line of JSON each, at the end of the file. It is
 * written before what it tells of is done, so nothing is done that is not in it; what became of it,
 * the list of recordings says. What queues and scripts do is not here: nobody asked for it.
 *
 * <p>The running switch writes it for everybody, as nobody else may need to own it; without one,
 * the command does.
 */
public final class RecordingAccess {

    private static final String NAME = "access.log";

    private final Path folder;
    private final Path file;
    private final String via;

    /**
     * That of a switch.
     *
     * @param data its data folder
     * @param via by what way it is asked: {@code door}, or {@code data} when no switch runs
     */
    public RecordingAccess(Path data, String via) {
        this.folder = folder(data);
        this.file = folder.resolve(NAME);
        this.via = via;
    }

    /** Where a switch keeps its recordings. */
    public static Path folder(Path data) {
        return data.resolve("recordings");
    }

    /**
     * Makes the file, if there is none.
     *
     * @throws IOException when it cannot be made, or not be written
     */
    void open() throws IOException {
        create();
        Files.newOutputStream(file, StandardOpenOption.APPEND).close();
    }

    /**
     * Writes a line about a recording.
     *
     * @param action export, play or delete
     * @param by the user of the operating system, as the client says
     * @throws IOException when it cannot be written: then nothing may be done
     */
    public void note(String action, String recording, String by, String reason) throws IOException {
        write(action, "recording", recording, by, reason);
    }

    /**
     * The same about a call's recordings.
     *
     * @param action start, pause, resume, stop or list
     * @param call empty for those of all calls
     */
    public void noteCall(String action, String call, String by) throws IOException {
        write(action, "call", call, by, "");
    }

    private void write(String action, String kind, String id, String by, String reason)
            throws IOException {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("at", new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(now()));
        line.put("action", action).put(kind, id).put("by", by).put("reason", reason);
        line.put("via", via);
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
        try {
            Files.createFile(file, posix ? ours() : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException _) {
            return; // Somebody else was quicker, and it is theirs to say whose it is.
        }
        var owner = Files.getOwner(folder);
        if (posix && !Files.getOwner(file).equals(owner)) {
            Files.setOwner(file, owner); // Made by root: the switch must be able to write it.
        }
    }

    private static FileAttribute<?>[] ours() {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static Instant now() {
        return Instant.now();
    }
}
