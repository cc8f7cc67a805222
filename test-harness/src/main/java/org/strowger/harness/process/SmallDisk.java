package org.strowger.harness.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * A file system of a few MiB in memory (tmpfs) that can be filled, for a data folder. Gone when it
 * is closed, and when this JVM ends.
 */
public final class SmallDisk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int BLOCK = 4_096;

    private final Path folder;
    private final Path ballast;
    private final Thread hook;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
        this.hook = new Thread(() -> unmount(folder));
    }

    /**
     * Mounts one over a folder, which is made if it is not there. What lies in the folder is hidden
     * until the disk is closed.
     *
     * @throws CannotMountException if that is not possible on this machine
     */
    public static SmallDisk mount(Path folder, int mebibytes) throws CannotMountException {
        try {
            Files.createDirectories(folder);
            Bounded.run(
                    List.of(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=" + mebibytes + "m,mode=0700",
                            "strowger-small-disk",
                            folder.toAbsolutePath().toString()),
                    Path.of("."),
                    LIMIT);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new CannotMountException("no small disk at " + folder + ": " + e.getMessage(), e);
        }
        var disk = new SmallDisk(folder.toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(disk.hook);
        return disk;
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Octets that are free. */
    public long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes ballast until so many octets are free, or as near below as whole blocks of 4 KiB
     * allow.
     */
    public void fill(long leave) {
        try (OutputStream out =
                Files.newOutputStream(
                        ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var block = new byte[BLOCK];
            for (long octets = free() - leave; octets > 0; octets -= BLOCK) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the ballast away. */
    public void relieve() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount(folder);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is ending already: the hook finds nothing to do.
        }
    }

    /** Lazily, so that a process which still has a file there cannot keep the mount. */
    private static void unmount(Path folder) {
        try {
            if (isMounted(folder)) {
                Bounded.run(List.of("umount", "-l", folder.toString()), Path.of("/"), LIMIT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMounted(Path folder) throws IOException {
        try (var mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.anyMatch(line -> line.startsWith("strowger-small-disk " + folder + " "));
        }
    }
}
