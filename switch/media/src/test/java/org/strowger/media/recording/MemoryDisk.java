package org.strowger.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A disk in memory that can be full, and takes a part of what is written then. */
final class MemoryDisk implements RecordingDisk {

    private final Map<String, Content> files = new LinkedHashMap<>();
    long free = 1L << 40;
    boolean full;
    boolean refusesFsync;
    int room; // octets that it takes when it is full

    /** A file as it is now, whatever is still to come. */
    byte[] content(String path) {
        var content = files.get(path);
        if (content == null) {
            throw new AssertionError("no file " + path + " but " + files.keySet());
        }
        return content.octets.clone();
    }

    String onlyPath() {
        if (files.size() != 1) {
            throw new AssertionError("not one file: " + files.keySet());
        }
        return files.keySet().iterator().next();
    }

    /** Copies the only file, as a crash would leave it. */
    Path crashed(Path folder) throws IOException {
        return Files.write(folder.resolve("crashed"), content(onlyPath()));
    }

    @Override
    public OpenFile create(String path) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        var content = new Content();
        if (files.putIfAbsent(path, content) != null) {
            throw new IOException("is there already: " + path);
        }
        return content;
    }

    @Override
    public long freeOctets() {
        return free;
    }

    private final class Content implements OpenFile {

        private byte[] octets = {};

        @Override
        public void write(ByteBuffer more, long at) throws IOException {
            if (full) {
                more.limit(more.position() + Math.min(room, more.remaining()));
            }
            int end = (int) at + more.remaining();
            octets = Arrays.copyOf(octets, Math.max(octets.length, end));
            more.get(octets, (int) at, more.remaining());
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void truncate(long length) {
            octets = Arrays.copyOf(octets, (int) Math.min(length, octets.length));
        }

        @Override
        public void fsync() throws IOException {
            if (refusesFsync) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void close() {}
    }
}
