package org.strowger.media.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recording that is read, sealed or not, second by second in any order: of a sealed one each
 * second is verified by itself. One that is still written, or was cut off, ends where it does, and
 * a last second that was half written is not there.
 */
public final class RecordedSound implements Closeable {

    private final FileChannel file;
    private final @Nullable Seal seal;
    private final long from;
    private final int chunk;
    private final long octets;
    private final boolean whole;

    /**
     * What was written of a recording.
     *
     * @param samples of each side, 8,000 a second
     * @param damaged seconds, from 0, that were damaged or changed: silence is in their place
     */
    public record Written(long samples, List<Long> damaged) {

        public Written {
            damaged = List.copyOf(damaged);
        }
    }

    private RecordedSound(FileChannel file, @Nullable Seal seal) throws IOException {
        this.file = file;
        this.seal = seal;
        this.from = seal == null ? WavSound.HEADER : seal.headerLength();
        this.chunk = seal == null ? SoundFile.SECOND : Seal.CHUNK;
        long there = Math.max(0, file.size() - from);
        this.whole = seal == null || isEnd(there);
        this.octets = seal == null ? there - there % SoundFile.FRAME : sealed(there);
    }

    private long sealed(long there) {
        return whole ? there : there - there % chunk;
    }

    /** Whether behind whole chunks there is one that was written as the last. */
    private boolean isEnd(long there) throws IOException {
        if (there % chunk < Seal.TAG) {
            return false;
        }
        try {
            // Unless it has grown meanwhile, to a second that is not the last.
            return second(there / chunk).length == there % chunk - Seal.TAG;
        } catch (RecordingException _) {
            return false; // It is being written, was torn, or was changed: nobody can tell which.
        }
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

    /** Whether it is sealed: then it was made by who had the master key. */
    public boolean isSealed() {
        return seal != null;
    }

    /** Which recording a sealed file says it is; empty when it does not say. */
    public String recording() {
        return seal == null ? "" : seal.recording();
    }

    /** Seconds, the last of them perhaps short. */
    public long seconds() {
        return (octets + chunk - 1) / chunk;
    }

    /** Whether it can be told that nothing is missing at its end. */
    public boolean isWhole() {
        return whole;
    }

    /**
     * The sound of a second: samples of 16 bits, low octet first, both sides in turn.
     *
     * @param number from 0
     * @throws RecordingException when it was changed
     */
    public byte[] second(long number) throws IOException {
        long at = number * chunk;
        if (seal == null) {
            return read(file, from + at, Math.clamp(octets - at, 0, chunk)); // It may still grow.
        }
        var octetsRead = read(file, from + at, chunk);
        if (octetsRead.length < Seal.TAG) {
            throw new RecordingException("second %d was not finished".formatted(number));
        }
        return seal.unseal(number, octetsRead.length < chunk, octetsRead);
    }

    /** Writes all of it as a WAV file, with silence for seconds that cannot be read. */
    public Written writeWav(OutputStream out) throws IOException {
        long samples = samples();
        var damaged = new ArrayList<Long>();
        out.write(WavSound.header(samples * SoundFile.FRAME).array());
        for (long i = 0; i < seconds(); i++) {
            out.write(secondOrSilence(i, damaged));
        }
        out.flush();
        return new Written(samples, damaged);
    }

    private long samples() {
        long rest = octets % chunk;
        long sound = rest == 0 || seal == null ? rest : rest - Seal.TAG;
        return octets / chunk * SoundFile.RATE + sound / SoundFile.FRAME;
    }

    private byte[] secondOrSilence(long number, List<Long> damaged) throws IOException {
        try {
            return second(number);
        } catch (RecordingException _) {
            damaged.add(number); // Told to who asked; the hour around it is good.
            return new byte[SoundFile.SECOND];
        }
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
