package org.strowger.harness.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Sound of a WAV file: 16-bit linear PCM, one channel. */
public final class Wav {

    private static final int HEADER = 44;

    private final int rate;
    private final short[] samples;

    /** Sound of so many samples a second; the array is not copied. */
    public Wav(int rate, short[] samples) {
        this.rate = rate;
        this.samples = samples;
    }

    /**
     * Reads a file. A data chunk that claims more than the file has, or nothing, as a recorder that
     * was killed or still runs has it, is taken as far as it goes.
     *
     * @throws IllegalArgumentException if it is not 16-bit linear PCM of one channel
     */
    public static Wav read(Path file) {
        var buffer = ByteBuffer.wrap(octets(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.remaining() < 12 || !"RIFF".equals(tag(buffer))) {
            throw new IllegalArgumentException(file + " is not a WAV file");
        }
        buffer.position(12);
        int rate = 0;
        while (buffer.remaining() >= 8) {
            var chunk = tag(buffer);
            int length = buffer.getInt();
            int start = buffer.position();
            if ("fmt ".equals(chunk)) {
                rate = rate(file, buffer);
            } else if ("data".equals(chunk)) {
                return new Wav(rate, samples(buffer, length == 0 ? buffer.remaining() : length));
            }
            buffer.position((int) Math.min(buffer.limit(), start + (long) length + (length & 1)));
        }
        return new Wav(rate, new short[0]);
    }

    /** Writes it as a file. */
    public void write(Path file) {
        var buffer =
                ByteBuffer.allocate(HEADER + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * samples.length).put(ascii("WAVEfmt "));
        buffer.putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        buffer.putShort((short) 2).putShort((short) 16);
        buffer.put(ascii("data")).putInt(2 * samples.length);
        for (short sample : samples) {
            buffer.putShort(sample);
        }
        try {
            Files.write(file, buffer.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Samples a second. */
    public int rate() {
        return rate;
    }

    /** All of them, not a copy. */
    public short[] samples() {
        return samples;
    }

    /** Seconds of sound. */
    public double seconds() {
        return rate == 0 ? 0 : (double) samples.length / rate;
    }

    /** A piece of it, cut at the ends of what there is. */
    public Wav between(double fromSeconds, double toSeconds) {
        int from = (int) Math.min(samples.length, Math.max(0, fromSeconds * rate));
        int to = (int) Math.min(samples.length, Math.max(from, toSeconds * rate));
        return new Wav(rate, Arrays.copyOfRange(samples, from, to));
    }

    private static int rate(Path file, ByteBuffer format) {
        int coding = format.getShort();
        int channels = format.getShort();
        int rate = format.getInt();
        format.position(format.position() + 6);
        int bits = format.getShort();
        if (coding != 1 || channels != 1 || bits != 16) {
            throw new IllegalArgumentException(
                    "%s has coding %d, %d channels, %d bits; only 1, 1, 16 is read here"
                            .formatted(file, coding, channels, bits));
        }
        return rate;
    }

    private static short[] samples(ByteBuffer data, int length) {
        long octets = Math.min(Integer.toUnsignedLong(length), data.remaining());
        var samples = new short[(int) (octets / 2)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = data.getShort();
        }
        return samples;
    }

    private static String tag(ByteBuffer buffer) {
        var tag = new byte[4];
        buffer.get(tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
