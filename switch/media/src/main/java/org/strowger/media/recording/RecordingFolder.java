package org.strowger.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder of recordings, which nobody but the switch's user can read. */
public final class RecordingFolder implements RecordingDisk {

    private final Path root;

    /**
     * A folder that is made when it is not there.
     *
     * @throws IOException when it cannot be made
     */
    public RecordingFolder(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root, ours(root, "rwx------"));
    }

    /** Where a recording lies. */
    public Path resolve(String path) {
        return root.resolve(path);
    }

    @Override
    public OpenFile create(String path) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent(), ours(root, "rwx------"));
        return new Channel(
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ours(root, "rw-------")));
    }

    @Override
    public long freeOctets() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    private static FileAttribute<?>[] ours(Path near, String permissions) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private record Channel(FileChannel channel) implements OpenFile {

        @Override
        public void write(ByteBuffer octets, long at) throws IOException {
            long to = at;
            while (octets.hasRemaining()) {
                to += channel.write(octets, to);
            }
        }

        @Override
        public void truncate(long octets) throws IOException {
            channel.truncate(octets);
        }

        @Override
        public void fsync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
