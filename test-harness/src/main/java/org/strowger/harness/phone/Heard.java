package org.strowger.harness.phone;

import org.strowger.harness.audio.KeyTones;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.audio.Tone;

/** A piece of what a phone heard: the PCMU packets of a stretch of time, in order of arrival. */
public final class Heard {

    private static final double AUDIBLE_DB = -50;
    private static final double CLEAR_DB = 10;

    private final short[] samples;

    Heard(short[] samples) {
        this.samples = samples;
    }

    /** Seconds of sound that arrived. */
    public double seconds() {
        return (double) samples.length / Tone.RATE;
    }

    /** In dB against full scale; -200 when nothing came, or nothing but silence. */
    public double level() {
        return Spectrum.level(samples);
    }

    /** The tone's power over everything else's, in dB. */
    public double toneOverRest(double hertz) {
        return Spectrum.toneOverRest(samples, hertz);
    }

    /** Whether it is that tone and little else. */
    public boolean isTone(double hertz) {
        return isSound() && toneOverRest(hertz) > CLEAR_DB;
    }

    /** Whether it is a key, told by its two tones, and little else. */
    public boolean isKey(char key) {
        return isSound() && KeyTones.isKey(samples, key);
    }

    /** How like it is to some place of a recording, 0 to 1: see {@link Spectrum#likeness}. */
    public double likeness(short[] recording) {
        return Spectrum.likeness(samples, recording);
    }

    /** Whether there is anything to hear. */
    public boolean isSound() {
        return level() > AUDIBLE_DB;
    }

    @Override
    public String toString() {
        return "%.2f s at %.1f dB".formatted(seconds(), level());
    }
}
