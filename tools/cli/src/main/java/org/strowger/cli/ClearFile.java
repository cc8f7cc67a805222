package org.strowger.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file for what was sealed and is in the clear now: for nobody but its owner, and whole. */
final class ClearFile {

    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private ClearFile() {}

    /** What is to be in it. */
    interface Content {
        int write(RecordingFile.OutputSource to) throws IOException;
    }

    /**
     * Makes the file. When that fails, nothing is left of it.
     *
     * @return what the content says
     * @throws CommandException when it is there already
     */
    static int write(Path file, Content content) throws IOException {
        if (Files.exists(file)) {
            throw new CommandException(file + " is there already");
        }
        var made = new AtomicBoolean();
        boolean done = false;
        try {
            int status =
                    content.write(() -> {
                        var channel = Files.newByteChannel(file, NEW, ours(file));
                        made.set(true);
                        return Channels.newOutputStream(channel);
                    });
            done = true;
            return status;
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(file + " is there already", e);
        } finally {
            if (made.get() && !done) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileAttribute<?>[] ours(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
