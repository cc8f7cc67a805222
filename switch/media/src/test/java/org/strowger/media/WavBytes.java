package org.strowger.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes WAV files for tests, good ones and others. */
public final class WavBytes {

    private WavBytes() {}

    /** A file as it should be. */
    public static byte[] mono8000(short... samples) {
        return riff(format(1, 1, 8_000, 16), data(samples));
    }

    /** A whole file. */
    public static byte[] riff(byte[]... chunks) {
        int length = 4;
        for (var chunk : chunks) {
            length += chunk.length;
        }
        var octets = new byte[8 + length];
        var file = over(octets).put(ascii("RIFF")).putInt(length).put(ascii("WAVE"));
        for (var chunk : chunks) {
            file.put(chunk);
        }
        return octets;
    }

    /** A format chunk. */
    public static byte[] format(int coding, int channels, int rate, int bits) {
        int frame = channels * bits / 8;
        var octets = new byte[16];
        var body = over(octets).putShort((short) coding).putShort((short) channels).putInt(rate);
        body.putInt(rate * frame).putShort((short) frame).putShort((short) bits);
        return chunk("fmt ", octets);
    }

    /** A data chunk. */
    public static byte[] data(short... samples) {
        var octets = new byte[samples.length * 2];
        over(octets).asShortBuffer().put(samples);
        return chunk("data", octets);
    }

    /** Any chunk, padded to an even length. */
    public static byte[] chunk(String tag, byte[] body) {
        var octets = new byte[8 + body.length + (body.length & 1)];
        over(octets).put(ascii(tag)).putInt(body.length).put(body);
        return octets;
    }

    /** Writes a prompt, and the folders that it lies in. */
    public static void write(Path file, byte[] octets) {
        try {
            var folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many samples, none of them alike for long. */
    public static short[] ramp(int samples, int step) {
        var ramp = new short[samples];
        for (int i = 0; i < samples; i++) {
            ramp[i] = (short) (i * step);
        }
        return ramp;
    }

    private static ByteBuffer over(byte[] octets) {
        return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
