package org.strowger.harness.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A recording of two channels, 8000 samples a second, and what is to be heard on each. */
public final class Stereo {

    private static final int HEADER = 44;
    private static final double CLEAR_DB = 10;
    private static final double WINDOW = 0.1;
    private static final double MOST = 0.9;
    private static final double AUDIBLE_DB = -50;

    private final short[] left;
    private final short[] right;

    private Stereo(short[] left, short[] right) {
        this.left = left;
        this.right = right;
    }

    /**
     * Reads a WAV file by the lengths in its header alone.
     *
     * @param wav its octets
     * @throws IllegalArgumentException if it is no such file, or claims more than it has
     */
    public static Stereo read(byte[] wav) {
        var in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < HEADER || in.getShort(22) != 2 || in.getInt(24) != Tone.RATE) {
            throw new IllegalArgumentException("not a stereo WAV file at 8 kHz");
        }
        int frames = in.getInt(40) / 4;
        if (HEADER + 4 * frames > wav.length) {
            throw new IllegalArgumentException("it claims more than it has: " + frames);
        }
        var left = new short[frames];
        var right = new short[frames];
        in.position(HEADER);
        for (int i = 0; i < frames; i++) {
            left[i] = in.getShort();
            right[i] = in.getShort();
        }
        return new Stereo(left, right);
    }

    /** The samples of the first channel, not a copy. */
    public short[] left() {
        return left;
    }

    /** The samples of the second channel, not a copy. */
    public short[] right() {
        return right;
    }

    public double seconds() {
        return (double) left.length / Tone.RATE;
    }

    /**
     * Whether nearly all of a piece of a channel is that tone and little else.
     *
     * @param from seconds
     * @param to seconds
     */
    public static boolean isTone(short[] channel, double from, double to, double hertz) {
        int windows = 0;
        int tones = 0;
        for (double at = from; at + WINDOW <= to; at += WINDOW) {
            var piece = piece(channel, at, at + WINDOW);
            boolean tone =
                    Spectrum.level(piece) > AUDIBLE_DB
                            && Spectrum.toneOverRest(piece, hertz) > CLEAR_DB;
            windows++;
            tones += tone ? 1 : 0;
        }
        return windows > 0 && tones >= MOST * windows;
    }

    /** Whether there is nothing at all in that piece. */
    public static boolean isEmpty(short[] channel, double from, double to) {
        return Spectrum.power(piece(channel, from, to)) == 0;
    }

    private static short[] piece(short[] channel, double from, double to) {
        return Arrays.copyOfRange(
                channel,
                (int) (from * Tone.RATE),
                Math.min(channel.length, (int) (to * Tone.RATE)));
    }
}
