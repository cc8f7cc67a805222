package org.strowger.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.strowger.base.ConfigException;

/** Reads the one kind of WAV file that a telephone needs: PCM, 16 bit, 8000 Hz, mono. */
public final class WavFile {

    private static final String EXPECTED = "WAV, PCM, 16 bit, 8000 Hz, mono";
    private static final long MAX_OCTETS = 256L << 20;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int FORMAT_CHUNK = 16;
    private static final int SUB_FORMAT = 24; // where an extensible chunk says what it is

    private final String name;
    private final ByteBuffer in;
    private boolean formatSeen;
    private short[] samples = {};

    private WavFile(String name, ByteBuffer in) {
        this.name = name;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException when it is not what it must be; the message names the file, what was
     *     expected and what it is
     */
    public static WavFile read(Path file) {
        try {
            if (Files.size(file) > MAX_OCTETS) {
                throw new ConfigException(
                        "%s: must be at most %d MiB".formatted(file, MAX_OCTETS >> 20));
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ConfigException("%s: cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    /** Reads what a file of that name holds. */
    static WavFile parse(String name, byte[] octets) {
        var file = new WavFile(name, ByteBuffer.wrap(octets));
        file.riff();
        return file;
    }

    /** The samples; at least one. */
    public short[] samples() {
        return samples.clone();
    }

    private void riff() {
        if (in.remaining() < 12 || !"RIFF".equals(tag())) {
            throw wrong("no RIFF file");
        }
        in.getInt(); // its length: the chunks tell it again, and writers get it wrong
        if (!"WAVE".equals(tag())) {
            throw wrong("a RIFF file of another kind");
        }
        while (samples.length == 0) {
            chunk();
        }
    }

    private void chunk() {
        if (in.remaining() < 8) {
            throw wrong(formatSeen ? "a file without samples" : "a file without a format");
        }
        var tag = tag();
        long length = Integer.toUnsignedLong(in.getInt());
        if (tag.equals("data") && length >= 0x7FFF_F000L) {
            length = in.remaining(); // written to a pipe: the writer did not know
        }
        if (length > in.remaining()) {
            throw wrong("cut off in its chunk \"%s\"".formatted(tag));
        }
        int end = in.position() + (int) length;
        switch (tag) {
            case "fmt " -> format((int) length);
            case "data" -> data((int) length);
            default -> {}
        }
        in.position(Math.min(end + (end & 1), in.limit())); // chunks begin at even places
    }

    private void format(int length) {
        if (length < FORMAT_CHUNK) {
            throw wrong("a file with a format of %d octets".formatted(length));
        }
        int start = in.position();
        int coding = Short.toUnsignedInt(in.getShort(start));
        if (coding == EXTENSIBLE && length >= SUB_FORMAT + 2) {
            coding = Short.toUnsignedInt(in.getShort(start + SUB_FORMAT));
        }
        int channels = Short.toUnsignedInt(in.getShort(start + 2));
        long rate = Integer.toUnsignedLong(in.getInt(start + 4));
        int bits = Short.toUnsignedInt(in.getShort(start + 14));
        if (coding != PCM || channels != 1 || rate != 8_000 || bits != 16) {
            throw wrong(describe(coding, bits, rate, channels));
        }
        formatSeen = true;
    }

    private void data(int length) {
        if (!formatSeen) {
            throw wrong("a file with its samples before their format");
        }
        samples = new short[length / 2];
        in.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    }

    private String tag() {
        var octets = new byte[4];
        in.get(octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static String describe(int coding, int bits, long rate, int channels) {
        return "WAV, %s, %d bit, %d Hz, %s"
                .formatted(
                        coding == PCM ? "PCM" : "coding " + coding,
                        bits,
                        rate,
                        switch (channels) {
                            case 1 -> "mono";
                            case 2 -> "stereo";
                            default -> channels + " channels";
                        });
    }

    private ConfigException wrong(String actual) {
        return new ConfigException("%s: must be %s, but is %s".formatted(name, EXPECTED, actual));
    }
}
