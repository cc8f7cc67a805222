package org.strowger.harness.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectrumTest {

    @Test
    void allThePowerOfAToneIsAtItsFrequency() {
        var samples = new Tone(440).next(Tone.RATE);

        assertEquals(1, Spectrum.powerAt(samples, 440) / Spectrum.power(samples), 1e-3);
        assertTrue(Spectrum.toneOverRest(samples, 440) > 30);
    }

    @Test
    void noneOfItIsAtAnother() {
        var samples = new Tone(440).next(Tone.RATE);

        assertTrue(Spectrum.toneOverRest(samples, 660) < -30);
    }

    @Test
    void aToneThroughMuLawIsStillTwentyDecibelsOverTheRest() {
        var samples = new Tone(660).next(3 * Tone.RATE);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(MuLaw.encode(samples[i]));
        }

        assertTrue(Spectrum.toneOverRest(samples, 660) > 20);
    }

    @Test
    void aPieceIsFoundInARecordingWhereverItBegins() {
        var recording = noise(7);
        var piece = new short[800];
        for (int i = 0; i < piece.length; i++) {
            int at = (recording.length - 300 + i) % recording.length;
            piece[i] = MuLaw.decode(MuLaw.encode((short) (recording[at] / 2)));
        }

        assertTrue(Spectrum.likeness(piece, recording) > 0.99);
        assertTrue(Spectrum.likeness(piece, noise(8)) < 0.3);
        assertEquals(0, Spectrum.likeness(new short[800], recording));
    }

    private static short[] noise(long seed) {
        var random = new Random(seed);
        var samples = new short[Tone.RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (4_000 * random.nextGaussian());
        }
        return samples;
    }

    @Test
    void noiseHasNoTone() {
        var random = new Random(7);
        var samples = new short[Tone.RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextGaussian() * 3000);
        }

        assertTrue(Spectrum.toneOverRest(samples, 440) < -20);
    }

    @Test
    void twoTonesOfOnePowerAreZeroDecibelsOverOneAnother() {
        var samples = new Tone(440).next(Tone.RATE);
        var other = new Tone(660).next(Tone.RATE);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += other[i];
        }

        assertEquals(0, Spectrum.toneOverRest(samples, 440), 0.1);
    }

    @Test
    void silenceHasNoLevel() {
        assertEquals(-200, Spectrum.level(new short[160]));
        assertEquals(-200, Spectrum.toneOverRest(new short[160], 440));
        assertEquals(-200, Spectrum.level(new short[0]));
    }
}
