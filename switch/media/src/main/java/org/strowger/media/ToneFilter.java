package org.strowger.media;

import java.util.Arrays;

/**
 * Takes dial tone (350 to 440 Hz) out of a line, before tones of keys are looked for: two notches,
 * each with its poles close behind its zeros.
 */
final class ToneFilter {

    private static final double RATE = 8_000;
    private static final double POLES = 0.9;
    private static final int[] NOTCHES = {350, 440};

    private final double[] cosines = new double[NOTCHES.length];
    private final double[] before = new double[2 * NOTCHES.length]; // inputs
    private final double[] after = new double[2 * NOTCHES.length]; // outputs

    ToneFilter() {
        for (int i = 0; i < NOTCHES.length; i++) {
            cosines[i] = 2 * Math.cos(2 * Math.PI * NOTCHES[i] / RATE);
        }
    }

    /** The line was silent until now. */
    void reset() {
        Arrays.fill(before, 0);
        Arrays.fill(after, 0);
    }

    /** What is left of the next sample. */
    double next(double sample) {
        double x = sample;
        for (int i = 0; i < cosines.length; i++) {
            int k = 2 * i;
            double y =
                    x
                            - cosines[i] * before[k]
                            + before[k + 1]
                            + POLES * cosines[i] * after[k]
                            - POLES * POLES * after[k + 1];
            before[k + 1] = before[k];
            before[k] = x;
            after[k + 1] = after[k];
            after[k] = y;
            x = y;
        }
        return x;
    }

    /** By how much a sine of this frequency is louder afterwards; mostly a little below 1. */
    static double gain(int hertz) {
        double turn = 2 * Math.PI * hertz / RATE;
        double gain = 1;
        for (int notch : NOTCHES) {
            double cosine = 2 * Math.cos(2 * Math.PI * notch / RATE);
            gain *= size(turn, cosine, 1) / size(turn, POLES * cosine, POLES * POLES);
        }
        return gain;
    }

    /** The size of {@code 1 - a z^-1 + b z^-2} on the unit circle. */
    private static double size(double turn, double a, double b) {
        double re = 1 - a * Math.cos(turn) + b * Math.cos(2 * turn);
        double im = a * Math.sin(turn) - b * Math.sin(2 * turn);
        return Math.hypot(re, im);
    }
}
