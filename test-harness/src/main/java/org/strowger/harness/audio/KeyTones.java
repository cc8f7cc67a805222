package org.strowger.harness.audio;

/** The two tones of a telephone's keys (ITU-T Q.23). */
public final class KeyTones {

    private static final String PAD = "123A456B789C*0#D"; // row by row
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};

    private static final double AMPLITUDE = 6_000;
    private static final double MOSTLY = 0.8;

    private KeyTones() {}

    /**
     * A piece of a key's sound.
     *
     * @param from the first sample's number since the key was pressed
     */
    public static short[] samples(char key, int from, int count) {
        var piece = new short[count];
        for (int i = 0; i < count; i++) {
            double turn = 2 * Math.PI * (from + i) / Tone.RATE;
            double both = Math.sin(turn * low(key)) + Math.sin(turn * high(key));
            piece[i] = (short) Math.round(AMPLITUDE * both);
        }
        return piece;
    }

    /** Whether a piece is little else than that key, with both of its tones. */
    public static boolean isKey(short[] samples, char key) {
        double low = Spectrum.powerAt(samples, low(key));
        double high = Spectrum.powerAt(samples, high(key));
        double both = low + high;
        return both > MOSTLY * Spectrum.power(samples) && Math.min(low, high) > 0.1 * both;
    }

    private static double low(char key) {
        return LOW[PAD.indexOf(key) / 4];
    }

    private static double high(char key) {
        return HIGH[PAD.indexOf(key) % 4];
    }
}
