package org.strowger.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A sealed file: its header, and a chunk for each second. */
final class SealedSound implements SoundFile {

    private final RecordingDisk.OpenFile file;
    private final Seal seal;
    private long chunks;
    private boolean torn;

    /** Begins a file. */
    SealedSound(RecordingDisk.OpenFile file, Seal seal) throws IOException {
        this.file = file;
        this.seal = seal;
        file.write(ByteBuffer.wrap(seal.header()), 0);
    }

    @Override
    public void append(ByteBuffer second) throws IOException {
        write(false, second);
    }

    @Override
    public void finish(ByteBuffer rest) throws IOException {
        write(true, rest);
    }

    @Override
    public void fsync() throws IOException {
        file.fsync();
    }

    /** A number serves once, even if the disk refuses what it stands for. */
    private void write(boolean last, ByteBuffer sound) throws IOException {
        long number = chunks++;
        var chunk = ByteBuffer.wrap(seal.seal(number, last, sound));
        torn = true;
        file.write(chunk, at(number));
        torn = false;
    }

    private long at(long number) {
        return seal.headerLength() + number * Seal.CHUNK;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (torn) {
                file.truncate(at(chunks - 1));
            }
        }
    }
}
