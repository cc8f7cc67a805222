package org.strowger.harness.audio;

/**
 * How much of a piece of sound is one tone. Powers are mean squares of samples, so a full-scale
 * square wave has 2^30.
 */
public final class Spectrum {

    private static final double COPY = 0.999;

    private Spectrum() {}

    /**
     * How like a piece is to the likest place of a recording that goes round and round: their
     * correlation, 1 when it is a copy at any volume, near 0 when it is something else. Ends at the
     * first place that is a copy.
     */
    public static double likeness(short[] piece, short[] recording) {
        double ofPiece = power(piece) * piece.length;
        double best = 0;
        for (int from = 0; from < recording.length && best < COPY; from++) {
            best = Math.max(best, likeness(piece, ofPiece, recording, from));
        }
        return best;
    }

    private static double likeness(short[] piece, double ofPiece, short[] recording, int from) {
        double both = 0;
        double ofRecording = 0;
        int at = from;
        for (short sample : piece) {
            double other = recording[at];
            both += sample * other;
            ofRecording += other * other;
            at = at + 1 == recording.length ? 0 : at + 1;
        }
        double size = Math.sqrt(ofPiece * ofRecording);
        return size == 0 ? 0 : both / size;
    }

    /** Mean square of the samples; 0 of none. */
    public static double power(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : sum / samples.length;
    }

    /**
     * Power of the sine of that frequency that is in the samples (Goertzel, any real frequency).
     * The longer the piece, the narrower the filter: about {@code RATE / samples.length} Hz.
     */
    public static double powerAt(short[] samples, double hertz) {
        if (samples.length == 0) {
            return 0;
        }
        double omega = 2 * Math.PI * hertz / Tone.RATE;
        double coefficient = 2 * Math.cos(omega);
        double last = 0;
        double beforeLast = 0;
        for (short sample : samples) {
            double now = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = now;
        }
        double squared = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        double n = samples.length;
        return 2 * squared / (n * n);
    }

    /**
     * A tone's power over everything else's, in dB; large when there is nothing else, and -200 when
     * there is no sound at all.
     */
    public static double toneOverRest(short[] samples, double hertz) {
        double tone = powerAt(samples, hertz);
        double rest = Math.max(power(samples) - tone, 1e-9);
        return tone <= 0 ? -200 : 10 * Math.log10(tone / rest);
    }

    /** Level against full scale in dB; -200 of silence. */
    public static double level(short[] samples) {
        double power = power(samples);
        return power <= 0 ? -200 : 10 * Math.log10(power / (32_768.0 * 32_768.0 / 2));
    }
}
