package org.strowger.media.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A recording that is read, sealed or not, second by second in any order: of a sealed one each
 * second is verified by itself. One that is still written, or was cut off, ends where it does.
 */
public final class RecordedSound implements Closeable {

    private final FileChannel file;
    private final @Nullable Seal seal;
    private final long from;
    private final int chunk;
    private final long octets;

    private RecordedSound(FileChannel file, @Nullable Seal seal) throws IOException {
        this.file = file;
        this.seal = seal;
        this.from = seal == null ? WavSound.HEADER : seal.headerLength();
        this.chunk = seal == null ? SoundFile.SECOND : Seal.CHUNK;
        this.octets = Math.max(0, file.size() - from);
    }

    /**
     * Opens a recording.
     *
     * @throws RecordingException when it is none, or its master key is missing
     * @throws IOException when it cannot be read
     */
    public static RecordedSound open(Path path, KeyRing keys) throws IOException {
        var file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new RecordedSound(file, seal(file, keys));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The seal of a file; null when it is a WAV file. */
    static @Nullable Seal seal(FileChannel file, KeyRing keys) throws IOException {
        var begin = read(file, 0, Seal.FIXED);
        if (Seal.isSealed(begin)) {
            var header = read(file, 0, Seal.headerLength(begin));
            if (header.length < Seal.headerLength(begin)) {
                throw new RecordingException("it ends within its header");
            }
            return Seal.of(header, keys);
        }
        if (!isRiff(begin)) {
            throw new RecordingException("this is no recording");
        }
        return null;
    }

    private static boolean isRiff(byte[] begin) {
        return begin.length >= 4
                && begin[0] == 'R'
                && begin[1] == 'I'
                && begin[2] == 'F'
                && begin[3] == 'F';
    }

    /** Seconds, the last of them perhaps short. */
    public long seconds() {
        return (octets + chunk - 1) / chunk;
    }

    /** Whether it can be told that nothing is missing at its end. */
    public boolean isWhole() {
        return seal == null || octets % chunk >= Seal.TAG;
    }

    /**
     * The sound of a second: samples of 16 bits, low octet first, both sides in turn.
     *
     * @param number from 0
     * @throws RecordingException when it was changed
     */
    public byte[] second(long number) throws IOException {
        var octetsRead = read(file, from + number * chunk, chunk);
        if (seal == null) {
            return octetsRead;
        }
        if (octetsRead.length < Seal.TAG) {
            return new byte[0]; // The beginning of a chunk that was not finished.
        }
        return seal.unseal(number, octetsRead.length < chunk, octetsRead);
    }

    /**
     * Writes all of it as a WAV file.
     *
     * @return how many seconds it has, the last perhaps short
     */
    public long writeWav(OutputStream out) throws IOException {
        long all = seconds();
        long last = all == 0 ? 0 : second(all - 1).length;
        long length = all == 0 ? 0 : (all - 1) * SoundFile.SECOND + last;
        out.write(WavSound.header(length).array());
        for (long i = 0; i < all; i++) {
            out.write(second(i));
        }
        out.flush();
        return all;
    }

    /** As much as there is of it. */
    static byte[] read(FileChannel file, long at, int length) throws IOException {
        var into = ByteBuffer.allocate(Math.clamp(file.size() - at, 0, length));
        while (into.hasRemaining() && file.read(into, at + into.position()) > 0) {
            // Until it is full, or the file ends.
        }
        return into.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
