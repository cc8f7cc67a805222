package org.strowger.media.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where recordings are kept, as a seam. For the writer's thread. */
public interface RecordingDisk {

    /**
     * Makes a file that is not there yet.
     *
     * @param path below the folder of recordings
     */
    OpenFile create(String path) throws IOException;

    /** What is left on it, for us. */
    long freeOctets() throws IOException;

    /** A file that is written. */
    interface OpenFile extends Closeable {

        /**
         * Writes all of it, or throws.
         *
         * @param at octets from the file's begin
         */
        void write(ByteBuffer octets, long at) throws IOException;

        /** Cuts off what is behind so many octets. */
        void truncate(long octets) throws IOException;

        /** On return everything written survives whatever dies. */
        void fsync() throws IOException;
    }
}
