package org.strowger.media.codec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.Coding;

class CodecsTest {

    private static final int FRAME = 160;
    private static final int FRAMES = 50;

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"G722", "OPUS"})
    void aToneIsTheSameToneAfterwards(Coding coding) {
        var heard = throughBoth(coding, sine(1_000, 8_000), FRAME);

        double there = level(heard, 1_000);
        assertAll(
                () -> assertEquals(8_000, there, 1_600, "within 2 dB"),
                () -> assertTrue(there > 20 * level(heard, 1_400), "26 dB above what is none"));
    }

    @ParameterizedTest
    @CsvSource({
        "OPUS, 80",
        "OPUS, 160",
        "OPUS, 240",
        "OPUS, 320",
        "OPUS, 480",
        "G722, 80",
        "G722, 240"
    })
    void packetsOfAllUsualLengths(Coding coding, int samples) {
        var heard = throughBoth(coding, sine(1_000, 8_000), samples);

        assertEquals(8_000, level(heard, 1_000), 1_600);
    }

    @Test
    void opusOfNoWholeTenMillisecondsIsNoPacket() {
        assertEquals(0, Codecs.encoder(Coding.OPUS).encode(new short[100], 100, new byte[960], 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Coding.class,
            names = {"G722", "OPUS"})
    void anyOctetsCanCome(Coding coding) {
        var chance = new SplittableRandom(7);
        var decoder = Codecs.decoder(coding);
        var to = new short[VoiceDecoder.MOST_SAMPLES];
        for (int i = 0; i < 20_000; i++) {
            var packet = new byte[1 + chance.nextInt(1_200)];
            chance.nextBytes(packet);

            int samples = decoder.decode(packet, 0, packet.length, to);

            assertTrue(samples >= 0 && samples <= VoiceDecoder.MOST_SAMPLES);
        }
        var encoder = Codecs.encoder(coding);
        var packet = new byte[VoiceEncoder.MOST_OCTETS];
        int length = encoder.encode(sine(1_000, 8_000), FRAME, packet, 0);
        assertEquals(FRAME, decoder.decode(packet, 0, length, to), "and then a good one");
    }

    @Test
    void lawsAreNotCodedHere() {
        assertAll(
                () -> assertTrue(Codecs.has(Coding.G711)),
                () -> assertTrue(Codecs.has(Coding.OPUS)),
                () ->
                        assertThrows(
                                IllegalArgumentException.class, () -> Codecs.encoder(Coding.G711)),
                () ->
                        assertThrows(
                                IllegalArgumentException.class, () -> Codecs.decoder(Coding.G711)));
    }

    private static short[] throughBoth(Coding coding, short[] spoken, int samples) {
        var encoder = Codecs.encoder(coding);
        var decoder = Codecs.decoder(coding);
        var packet = new byte[VoiceEncoder.MOST_OCTETS];
        var piece = new short[VoiceDecoder.MOST_SAMPLES];
        var heard = new short[spoken.length];
        for (int at = 0; at + samples <= spoken.length; at += samples) {
            System.arraycopy(spoken, at, piece, 0, samples);
            int length = encoder.encode(piece, samples, packet, 0);
            assertEquals(samples, decoder.decode(packet, 0, length, piece));
            System.arraycopy(piece, 0, heard, at, samples);
        }
        return heard;
    }

    private static short[] sine(int hertz, int amplitude) {
        var samples = new short[FRAME * FRAMES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (amplitude * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return samples;
    }

    /** The amplitude of a frequency in the last half of the sound. */
    private static double level(short[] sound, int hertz) {
        double real = 0;
        double imaginary = 0;
        int from = sound.length / 2;
        int count = 3_200; // Whole periods of all multiples of 2.5 Hz.
        for (int i = from; i < from + count; i++) {
            real += sound[i] * Math.cos(2 * Math.PI * hertz * i / 8_000);
            imaginary += sound[i] * Math.sin(2 * Math.PI * hertz * i / 8_000);
        }
        return 2 * Math.hypot(real, imaginary) / count;
    }
}
