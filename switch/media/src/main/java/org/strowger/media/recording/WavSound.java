package org.strowger.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WAV file: PCM, 16 bit, 8000 Hz, two channels. After every second its header says how long it
 * is, so that a player takes it whatever happens to us next.
 */
final class WavSound implements SoundFile {

    /** Octets in front of the samples. */
    static final int HEADER = 44;

    private static final short PCM = 1;
    private static final short SIDES = 2;
    private static final short BITS = 16;
    private static final int FORMAT = 16;
    private static final int RIFF = 8;

    private final RecordingDisk.OpenFile file;
    private long octets;
    private boolean torn;

    /** Begins a file. */
    WavSound(RecordingDisk.OpenFile file) throws IOException {
        this.file = file;
        file.write(header(0), 0);
    }

    /**
     * What stands in front of so many octets of samples.
     *
     * @param octets less than 2**32 - 44
     */
    static ByteBuffer header(long octets) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt((int) (HEADER - RIFF + octets))
                .put(ascii("WAVEfmt "))
                .putInt(FORMAT)
                .putShort(PCM)
                .putShort(SIDES)
                .putInt(RATE)
                .putInt(SECOND)
                .putShort((short) FRAME)
                .putShort(BITS)
                .put(ascii("data"))
                .putInt((int) octets)
                .flip();
    }

    @Override
    public void append(ByteBuffer second) throws IOException {
        int length = second.remaining();
        torn = true;
        file.write(second, HEADER + octets);
        torn = false;
        octets += length;
        file.write(header(octets), 0); // Behind its samples: it never claims what is not there.
    }

    @Override
    public void finish(ByteBuffer rest) throws IOException {
        append(rest);
    }

    @Override
    public void fsync() throws IOException {
        file.fsync();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (torn) {
                file.truncate(HEADER + octets);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
