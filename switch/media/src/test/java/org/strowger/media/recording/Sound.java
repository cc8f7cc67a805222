package org.strowger.media.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A recording as two channels of samples. */
final class Sound {

    private final short[] caller;
    private final short[] other;

    private Sound(short[] caller, short[] other) {
        this.caller = caller;
        this.other = other;
    }

    short[] caller() {
        return caller;
    }

    short[] other() {
        return other;
    }

    /** Reads a recording as {@code recordings export} does. */
    static Sound read(Path file, KeyRing keys) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sound = RecordedSound.open(file, keys)) {
            sound.writeWav(out);
        }
        return wav(out.toByteArray());
    }

    /** A stereo WAV file of exactly the length that it says. */
    static Sound wav(byte[] octets) {
        var in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getInt(40);
        if (in.getInt(4) != length + 36 || octets.length < 44 + length || in.getShort(22) != 2) {
            throw new AssertionError("not a stereo WAV file of its length");
        }
        int frames = length / 4;
        var caller = new short[frames];
        var other = new short[frames];
        in.position(44);
        for (int i = 0; i < frames; i++) {
            caller[i] = in.getShort();
            other[i] = in.getShort();
        }
        return new Sound(caller, other);
    }

    int frames() {
        return caller.length;
    }
}
