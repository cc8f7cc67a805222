package org.strowger.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Against what another implementation of ITU-T G.722, SpanDSP 0.0.6, makes of the same sound: the
 * digests are those of its octets and samples.
 */
class G722Test {

    private static final int SAMPLES = 16_000;

    @Test
    void encodesAsOthersDo() throws NoSuchAlgorithmException {
        assertEquals(
                "8f4b508e411ae7ae31068dd61b863de6f683ad2b380851500315a926e0f19317",
                digest(encoded()));
    }

    @Test
    void decodesAsOthersDo() throws NoSuchAlgorithmException {
        assertEquals(
                "1cfbc75023c7c9ff166a7d18110001fcc9c0c9b69122eec0b8a42690c05bb9b0",
                digest(decoded(encoded())));
    }

    @Test
    void decodesWhatNoEncoderMakesAsOthersDo() throws NoSuchAlgorithmException {
        var codes = new byte[8_000];
        var chance = new Congruence(99);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (chance.next() >> 16);
        }

        assertEquals(
                "f36b84c54568d496b59662194727674b7c05b9ea87b686c20b37f7feeb172698",
                digest(decoded(codes)));
    }

    private static byte[] encoded() {
        var encoder = new G722Encoder();
        var octets = new byte[SAMPLES];
        var sound = sound();
        var frame = new short[160];
        for (int at = 0; at < SAMPLES; at += frame.length) {
            System.arraycopy(sound, at, frame, 0, frame.length);
            assertEquals(frame.length, encoder.encode(frame, frame.length, octets, at));
        }
        return octets;
    }

    private static byte[] decoded(byte[] codes) {
        var decoder = new G722Decoder();
        var samples = ByteBuffer.allocate(2 * codes.length);
        var frame = new short[VoiceDecoder.MOST_SAMPLES];
        for (int at = 0; at < codes.length; at += 160) {
            assertEquals(160, decoder.decode(codes, at, 160, frame));
            for (int i = 0; i < 160; i++) {
                samples.putShort(frame[i]);
            }
        }
        return samples.array();
    }

    /** A triangle of 440 Hz and noise, each louder and fainter by turns, too loud at times. */
    private static short[] sound() {
        var samples = new short[SAMPLES];
        var chance = new Congruence(12_345);
        for (int i = 0; i < samples.length; i++) {
            int noise = ((chance.next() >> 12) & 0x1FFF) - 4_096;
            int triangle = 6 * Math.abs((i * 440) % 8_000 - 4_000) - 12_000;
            int loud = Math.floorDiv(triangle * ((i / 800) % 5), 4);
            int noisy = Math.floorDiv(noise * ((i / 1_600) % 3), 2);
            samples[i] = (short) Math.clamp(loud + noisy, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return samples;
    }

    private static String digest(byte[] octets) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }

    /** The generator of ISO C's example. */
    private static final class Congruence {
        private int state;

        Congruence(int seed) {
            state = seed;
        }

        int next() {
            state = (state * 1_103_515_245 + 12_345) & Integer.MAX_VALUE;
            return state;
        }
    }
}
