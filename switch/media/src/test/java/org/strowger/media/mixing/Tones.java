package org.strowger.media.mixing;

/** Tones, and how loud one is in what was heard. */
final class Tones {

    private static final double RATE = 8_000;

    private Tones() {}

    /** From -1 to 1; the phase in radians. */
    static double sine(double hertz, long sample, double phase) {
        return Math.sin(2 * Math.PI * hertz * sample / RATE + phase);
    }

    /** The peak of one tone, by its Fourier component. */
    static double peak(short[] samples, int from, int length, double hertz) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < length; i++) {
            double angle = 2 * Math.PI * hertz * i / RATE;
            real += samples[from + i] * Math.cos(angle);
            imaginary += samples[from + i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / length;
    }
}
