package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A real folder. It is made when it is not there. */
public final class FileDisk implements Disk {

    private final Path folder;

    public FileDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public List<String> list() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }

    @Override
    public int read(String name, long position, ByteBuffer into) throws IOException {
        int before = into.position();
        try (var channel = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
            while (into.hasRemaining()) {
                if (channel.read(into, position + into.position() - before) < 0) {
                    break;
                }
            }
        }
        return into.position() - before;
    }

    @Override
    public Appender create(String name) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        try {
            fsyncFolder();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new ChannelAppender(channel);
    }

    @Override
    public void truncate(String name, long size) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
            channel.truncate(size);
            channel.force(true);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public long freeOctets() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** A name is durable only when the folder that holds it is. */
    private void fsyncFolder() throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record ChannelAppender(FileChannel channel) implements Appender {

        @Override
        public void append(ByteBuffer octets) throws IOException {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }

        @Override
        public void fsync() throws IOException {
            channel.force(false); // The size counts as data; only the times are left out.
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
