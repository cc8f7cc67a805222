package org.strowger.media.codec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.base.Rfc;
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

    /**
     * As others send it who are told nothing else: of whatever mode (RFC 6716, section 3.1) and one
     * channel or two, here only the first one of them is heard.
     */
    @Rfc(number = 7587, section = "6.1")
    @ParameterizedTest
    @CsvSource({
        "12000, 1, false, 0, 11",
        "20000, 1, false, 12, 15",
        "32000, 1, true, 12, 15",
        "64000, 1, false, 16, 31",
        "32000, 2, true, 12, 15",
        "64000, 2, false, 16, 31",
    })
    void opusOfEveryModeIsHeard(int bitRate, int channels, boolean redundant, int from, int to)
            throws OpusException {
        var encoder = new OpusEncoder(48_000, channels, OpusApplication.OPUS_APPLICATION_VOIP);
        encoder.setBitrate(bitRate);
        encoder.setUseInbandFEC(redundant);
        encoder.setPacketLossPercent(redundant ? 30 : 0);
        var decoder = Codecs.decoder(Coding.OPUS);
        var packet = new byte[1_275];
        var piece = new short[VoiceDecoder.MOST_SAMPLES];
        var heard = new short[FRAME * FRAMES];
        for (int frame = 0; frame < FRAMES; frame++) {
            var spoken = spoken(frame, channels);
            int length = encoder.encode(spoken, 0, 960, packet, 0, packet.length);
            assertEquals(FRAME, decoder.decode(packet, 0, length, piece));
            System.arraycopy(piece, 0, heard, frame * FRAME, FRAME);
        }
        int mode = (packet[0] & 0xFF) >> 3;
        assertTrue(mode >= from && mode <= to, "configuration " + mode);
        double there = level(heard, 1_000);
        assertEquals(8_000.0 / channels, there, 1_600.0 / channels, "within 2 dB");
        assertTrue(there > 20 * level(heard, 1_400), "26 dB above what is none");
    }

    /** 20 ms at 48,000 Hz. */
    private static short[] spoken(int frame, int channels) {
        var spoken = new short[channels * 960];
        for (int i = 0; i < 960; i++) {
            double at = (frame * 960 + i) / 48_000.0;
            spoken[channels * i] = (short) (8_000 * Math.sin(2 * Math.PI * 1_000 * at));
        }
        return spoken;
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
