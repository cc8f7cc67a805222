package org.strowger.records;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One folder of flat files, as a seam: a real folder in production, memory that can fail, fill up
 * and forget in a simulation. Appending and deleting belong to one thread; reading may happen on
 * another at the same time. What fails for a while throws IOException and is tried again; a file
 * may be read while it is being written, also what is not durable yet.
 */
public interface Disk {

    /** The names of all files, sorted. */
    List<String> list() throws IOException;

    /** Octets in the file; throws when there is no such file. */
    long size(String name) throws IOException;

    /**
     * Reads from {@code position} until the buffer is full or the file ends.
     *
     * @return octets read; 0 at or behind the end
     */
    int read(String name, long position, ByteBuffer into) throws IOException;

    /** A new file; throws when the name is taken. Its name survives a crash from now on. */
    Appender create(String name) throws IOException;

    /** Cuts the file to its first {@code size} octets; durable on return. */
    void truncate(String name, long size) throws IOException;

    void delete(String name) throws IOException;

    /** What this process may still write, in octets. */
    long freeOctets() throws IOException;

    /** One file being written. Nothing is durable before {@link #fsync} has returned. */
    interface Appender extends Closeable {

        /** Writes the whole rest of the buffer at the end; a failure may leave part of it there. */
        void append(ByteBuffer octets) throws IOException;

        void fsync() throws IOException;
    }
}
