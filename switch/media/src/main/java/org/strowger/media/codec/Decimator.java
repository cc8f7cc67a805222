package org.strowger.media.codec;

/**
 * Makes 8000 samples a second of 48,000: what lies above 4 kHz is taken out first, or it would be
 * heard as something else. A windowed sinc (Hamming), flat to 3.3 kHz and 50 dB down from 4.1 kHz.
 */
final class Decimator {

    static final int RATIO = 6;

    private static final int TAPS = 192;
    private static final double CUT_OFF = 3_700.0 / 48_000;
    private static final int ONE = 1 << 15;
    private static final short[] WEIGHTS = weights();

    private final short[] line; // the end of what came before, and behind it what comes
    private final int most;

    /**
     * One for a stream.
     *
     * @param most samples at once
     */
    Decimator(int most) {
        this.most = most;
        this.line = new short[TAPS - RATIO + most];
    }

    private static short[] weights() {
        var exact = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double at = i - (TAPS - 1) / 2.0; // Never 0, as their number is even.
            double sinc = Math.sin(2 * Math.PI * CUT_OFF * at) / (Math.PI * at);
            exact[i] = sinc * (0.54 - 0.46 * Math.cos(2 * Math.PI * i / (TAPS - 1)));
            sum += exact[i];
        }
        var weights = new short[TAPS];
        for (int i = 0; i < TAPS; i++) {
            weights[i] = (short) Math.round(exact[i] / sum * ONE);
        }
        return weights;
    }

    /**
     * The next piece.
     *
     * @param samples of 48,000 a second, a multiple of {@link #RATIO}, no more than there may be
     * @param to a sixth as many, from its beginning on
     * @return how many
     */
    int decimate(short[] samples, int count, short[] to) {
        if (count > most) {
            throw new IllegalArgumentException(count + " samples are more than " + most);
        }
        System.arraycopy(samples, 0, line, TAPS - RATIO, count);
        int made = count / RATIO;
        for (int i = 0; i < made; i++) {
            to[i] = sample(RATIO * i);
        }
        System.arraycopy(line, RATIO * made, line, 0, TAPS - RATIO);
        return made;
    }

    private short sample(int from) {
        int sum = ONE / 2; // No overflow: the weights' sizes are less than 2 in all.
        for (int i = 0; i < TAPS; i++) {
            sum += line[from + i] * WEIGHTS[i];
        }
        return (short) Math.clamp(sum >> 15, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
