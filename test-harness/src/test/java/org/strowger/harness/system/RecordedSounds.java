package org.strowger.harness.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.audio.Tone;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.RecordedSound;

/** A recording as an export has it: two channels of samples. */
final class RecordedSounds {

    private static final int HEADER = 44;
    private static final double CLEAR_DB = 10;
    private static final double WINDOW = 0.1;
    private static final double MOST = 0.9;
    private static final double AUDIBLE_DB = -50;

    private final short[] left;
    private final short[] right;

    private RecordedSounds(short[] left, short[] right) {
        this.left = left;
        this.right = right;
    }

    short[] left() {
        return left;
    }

    short[] right() {
        return right;
    }

    static RecordedSounds read(Path file, KeyRing keys) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sound = RecordedSound.open(file, keys)) {
            sound.writeWav(out);
        }
        return wav(out.toByteArray());
    }

    /** The octets of a stereo file, by the lengths in its header alone. */
    static RecordedSounds wav(byte[] octets) {
        var in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getShort(22) != 2 || in.getInt(24) != Tone.RATE) {
            throw new AssertionError("not a stereo WAV file at 8 kHz");
        }
        int frames = in.getInt(40) / 4;
        if (HEADER + 4 * frames > octets.length) {
            throw new AssertionError("it claims more than it has: " + frames);
        }
        var left = new short[frames];
        var right = new short[frames];
        in.position(HEADER);
        for (int i = 0; i < frames; i++) {
            left[i] = in.getShort();
            right[i] = in.getShort();
        }
        return new RecordedSounds(left, right);
    }

    double seconds() {
        return (double) left.length / Tone.RATE;
    }

    /** Whether nearly all of that piece of a channel is that tone and little else. */
    static boolean isTone(short[] channel, double from, double to, double hertz) {
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
    static boolean isEmpty(short[] channel, double from, double to) {
        return Spectrum.power(piece(channel, from, to)) == 0;
    }

    private static short[] piece(short[] channel, double from, double to) {
        return Arrays.copyOfRange(
                channel,
                (int) (from * Tone.RATE),
                Math.min(channel.length, (int) (to * Tone.RATE)));
    }
}
