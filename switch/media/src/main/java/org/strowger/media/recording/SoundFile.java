package org.strowger.media.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that a recording is written to, a second at a time; whole after each of them. */
interface SoundFile extends Closeable {

    /** Samples of each side in a second. */
    int RATE = 8_000;

    /** Octets of a sample of both sides. */
    int FRAME = 4;

    /** Octets of a second. */
    int SECOND = RATE * FRAME;

    /** The next second. */
    void append(ByteBuffer second) throws IOException;

    /** Closes it. A second of which the disk has taken only a part is cut off. */
    @Override
    void close() throws IOException;

    /**
     * The end.
     *
     * @param rest less than a second, perhaps nothing
     */
    void finish(ByteBuffer rest) throws IOException;

    /**
     * Nothing is lost any more, whatever dies. Waits for the disk; on any thread, after the end.
     */
    void fsync() throws IOException;
}
