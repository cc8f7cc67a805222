package org.strowger.media.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Mends what a crash has left: a recording that was not ended. */
public final class RecordingRepair {

    private RecordingRepair() {}

    /**
     * Cuts off what is half written, and has a WAV file say its length. A sealed one gets no end:
     * that would need a number twice for the same key.
     *
     * @return its length in microseconds
     * @throws IOException when it cannot be read or written, or its master key is missing
     */
    public static long mend(Path path, KeyRing keys) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var seal = file.size() < Seal.FIXED ? null : RecordedSound.seal(file, keys);
            long frames = seal == null ? wav(file) : sealed(file, seal);
            file.force(true);
            return frames * 125;
        }
    }

    private static long wav(FileChannel file) throws IOException {
        long octets = Math.max(0, file.size() - WavSound.HEADER);
        long whole = octets - octets % SoundFile.FRAME;
        file.truncate(WavSound.HEADER + whole);
        file.write(WavSound.header(whole), 0);
        return whole / SoundFile.FRAME;
    }

    private static long sealed(FileChannel file, Seal seal) throws IOException {
        long octets = file.size() - seal.headerLength();
        long whole = octets / Seal.CHUNK;
        int rest = (int) (octets % Seal.CHUNK);
        long at = seal.headerLength() + whole * Seal.CHUNK;
        if (rest >= Seal.TAG && isEnd(seal, whole, RecordedSound.read(file, at, rest))) {
            return whole * SoundFile.RATE + (rest - Seal.TAG) / SoundFile.FRAME;
        }
        file.truncate(at);
        return whole * SoundFile.RATE;
    }

    /** It was ended after all, and only nobody heard of it. */
    private static boolean isEnd(Seal seal, long number, byte[] chunk) {
        try {
            seal.unseal(number, true, chunk);
            return true;
        } catch (RecordingException _) {
            return false;
        }
    }
}
