package org.strowger.media;

import java.util.Arrays;

/**
 * Finds keys in a voice: the pairs of tones of ITU-T Q.23, as strictly as ITU-T Q.24 (1988), table
 * A-1, has receivers be. Pure: sound goes in, a key comes out, once for each press, as soon as it
 * is certain: about 35 ms after it began.
 *
 * <p>Sound is looked at in windows of 12.75 ms, a new one every 6.4 ms, weighted by Hann's function
 * so that neither tone is taken for something beside it. In each, eight Goertzel filters say how
 * loud the eight tones are. A window is a key's when
 *
 * <ul>
 *   <li>both tones have -30 dBm0 at least (Q.24: -25 must do, -29 to -45 may not, by country);
 *   <li>the high one is at most 4 dB louder than the low one and at most 8 dB fainter (Q.24: twist;
 *       a decibel more is taken);
 *   <li>they are four fifths of all that is heard, dial tone apart: nobody speaks (talk-off);
 *   <li>neither has a second harmonic, as voices have, where that can be told from the other tone.
 * </ul>
 *
 * <p>Over windows that follow one another it is a key when, by how the phases go on, both tones are
 * within 2.4 % of their frequency (Q.24: within 1.5 % and 2 Hz must do, 3.5 % must not), and it has
 * lasted 31 ms (40 must do, 23 must not). That is the sum of how much of each window is filled, so
 * it does not matter where windows begin. The press is over after four windows that are not its
 * own: a pause of 40 ms always does that, an interruption of 10 ms never.
 */
public final class DtmfDetector {

    /** What {@link #hear} returns for no key. */
    public static final char NONE = 0;

    private static final int RATE = 8_000;
    private static final int WINDOW = 102;
    private static final int STEP = WINDOW / 2;
    private static final int TONES = 8; // four rows, four columns

    private static final double LEAST_PEAK = DtmfTones.peak(-30);
    private static final double MOST_LOUDER = amplitude(5);
    private static final double MOST_FAINTER = amplitude(9);
    private static final double LEAST_SHARE = 0.8;
    private static final double MOST_HARMONIC = amplitude(-16);
    private static final double MOST_OFF = 0.024;
    private static final double LEAST_STEPS = 250.0 / STEP; // 31 ms
    private static final int LEAST_WINDOWS = 3;
    private static final int PAUSE_WINDOWS = 4;

    /** A harmonic that is closer to the other tone than this cannot be told from it. */
    private static final int APART = 170;

    private static final double[] WEIGHTS = new double[WINDOW];
    private static final double WEIGHT; // their sum
    private static final double SQUARES; // of them, the sum
    private static final double[] TURNS = new double[TONES]; // radians from sample to sample
    private static final double[] TWICE = new double[TONES]; // their cosines, twice
    private static final double[] COSINES = new double[TONES];
    private static final double[] SINES = new double[TONES];
    private static final double[] GAINS = new double[TONES]; // of the filter

    static {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < WINDOW; i++) {
            WEIGHTS[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
            sum += WEIGHTS[i];
            squares += WEIGHTS[i] * WEIGHTS[i];
        }
        WEIGHT = sum;
        SQUARES = squares;
        for (int tone = 0; tone < TONES; tone++) {
            TURNS[tone] = 2 * Math.PI * hertz(tone) / RATE;
            COSINES[tone] = Math.cos(TURNS[tone]);
            SINES[tone] = Math.sin(TURNS[tone]);
            TWICE[tone] = 2 * COSINES[tone];
            GAINS[tone] = ToneFilter.gain(hertz(tone));
        }
    }

    private final ToneFilter filter = new ToneFilter();
    private final double[] heard = new double[WINDOW];
    private int filled;

    private final double[] weighted = new double[WINDOW];
    private final double[] real = new double[TONES];
    private final double[] imaginary = new double[TONES];
    private final double[] peaks = new double[TONES];
    private final double[] lastReal = new double[TONES];
    private final double[] lastImaginary = new double[TONES];
    private final double[] lastPeaks = new double[TONES];
    private double energy;

    // Windows of one key that follow one another.
    private int row;
    private int column;
    private int windows;
    private double sumOfPeaks;
    private double highestPeak;
    private double rowOff; // radians, summed over all steps
    private double columnOff;
    private boolean found;

    private char key; // pressed now
    private double lasted; // when it was found, in steps
    private int misses; // windows since that were not its own

    /**
     * The next sound of the line.
     *
     * @return the key that has become certain within it, or {@link #NONE}
     */
    public char hear(RtpFormat.Law law, byte[] codes, int offset, int length) {
        char certain = NONE;
        for (int i = offset; i < offset + length; i++) {
            heard[filled++] = filter.next(G711.decode(law, codes[i]));
            if (filled == WINDOW) {
                char now = window();
                certain = now == NONE ? certain : now;
                System.arraycopy(heard, STEP, heard, 0, WINDOW - STEP);
                filled = WINDOW - STEP;
            }
        }
        return certain;
    }

    /** What comes next does not follow what was heard: no key is pressed. */
    void reset() {
        filter.reset();
        filled = 0;
        Arrays.fill(real, 0);
        Arrays.fill(imaginary, 0);
        Arrays.fill(peaks, 0);
        windows = 0;
        key = NONE;
    }

    /** Whether the tones of a key, which has been told, go on. */
    public boolean isSounding() {
        return key != NONE && misses < 2;
    }

    /** How long the key that was told last had lasted then, in ms. */
    public int durationMillis() {
        return (int) Math.round(lasted * STEP * 1_000 / RATE);
    }

    private char window() {
        System.arraycopy(real, 0, lastReal, 0, TONES);
        System.arraycopy(imaginary, 0, lastImaginary, 0, TONES);
        System.arraycopy(peaks, 0, lastPeaks, 0, TONES);
        weigh();
        double least = LEAST_PEAK * LEAST_PEAK * SQUARES / 2; // of one such tone
        if (energy < least) {
            Arrays.fill(peaks, 0);
            return miss();
        }
        measure(0);
        measure(4);
        int low = loudest(0);
        int high = loudest(4);
        return isKey(low, high) ? hit(low, high) : miss();
    }

    private void weigh() {
        energy = 0;
        for (int i = 0; i < WINDOW; i++) {
            double value = WEIGHTS[i] * heard[i];
            weighted[i] = value;
            energy += value * value;
        }
    }

    /** Four Goertzel filters side by side, which takes hardly longer than one. */
    private void measure(int from) {
        double ca = TWICE[from];
        double cb = TWICE[from + 1];
        double cc = TWICE[from + 2];
        double cd = TWICE[from + 3];
        double a1 = 0;
        double a2 = 0;
        double b1 = 0;
        double b2 = 0;
        double c1 = 0;
        double c2 = 0;
        double d1 = 0;
        double d2 = 0;
        for (int i = 0; i < WINDOW; i++) {
            double x = weighted[i];
            double a0 = x + ca * a1 - a2;
            double b0 = x + cb * b1 - b2;
            double c0 = x + cc * c1 - c2;
            double d0 = x + cd * d1 - d2;
            a2 = a1;
            a1 = a0;
            b2 = b1;
            b1 = b0;
            c2 = c1;
            c1 = c0;
            d2 = d1;
            d1 = d0;
        }
        measured(from, a1, a2);
        measured(from + 1, b1, b2);
        measured(from + 2, c1, c2);
        measured(from + 3, d1, d2);
    }

    /** By a filter's last two values; the phase is that of the window's last sample. */
    private void measured(int tone, double s1, double s2) {
        real[tone] = s1 - s2 * COSINES[tone];
        imaginary[tone] = s2 * SINES[tone];
        peaks[tone] =
                2 * Math.sqrt(real[tone] * real[tone] + imaginary[tone] * imaginary[tone]) / WEIGHT;
    }

    private int loudest(int from) {
        int loudest = from;
        for (int tone = from + 1; tone < from + 4; tone++) {
            loudest = peaks[tone] > peaks[loudest] ? tone : loudest;
        }
        return loudest;
    }

    private boolean isKey(int low, int high) {
        double lowPeak = peaks[low] / GAINS[low];
        double highPeak = peaks[high] / GAINS[high];
        double both = (peaks[low] * peaks[low] + peaks[high] * peaks[high]) * SQUARES / 2;
        return lowPeak >= LEAST_PEAK
                && highPeak >= LEAST_PEAK
                && highPeak <= lowPeak * MOST_LOUDER
                && lowPeak <= highPeak * MOST_FAINTER
                && both >= LEAST_SHARE * energy
                && isPure(low, high)
                && isPure(high, low);
    }

    private boolean isPure(int tone, int other) {
        int harmonic = 2 * hertz(tone);
        return Math.abs(harmonic - hertz(other)) < APART
                || peak(harmonic) <= MOST_HARMONIC * peaks[tone];
    }

    private double peak(int hertz) {
        double turn = 2 * Math.PI * hertz / RATE;
        double twice = 2 * Math.cos(turn);
        double s1 = 0;
        double s2 = 0;
        for (int i = 0; i < WINDOW; i++) {
            double s0 = weighted[i] + twice * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
        return 2 * Math.hypot(s1 - s2 * Math.cos(turn), s2 * Math.sin(turn)) / WEIGHT;
    }

    private char hit(int low, int high) {
        if (windows == 0 || low != row || high != column) {
            begin(low, high);
        } else {
            windows++;
            rowOff += off(low);
            columnOff += off(high);
            add(peakOf(peaks));
        }
        char pressed = DtmfTones.key(row, column - 4);
        if (pressed == key) {
            misses = 0;
        } else if (key != NONE) {
            misses++;
        }
        return isCertain() ? tell(pressed) : NONE;
    }

    private char miss() {
        boolean ran = windows > 0;
        char pressed = DtmfTones.key(row, Math.max(column - 4, 0));
        if (ran) {
            add(peakOf(peaks)); // The rest of it.
        }
        boolean certain = ran && isCertain();
        windows = 0;
        if (certain) {
            return tell(pressed);
        }
        if (key != NONE && ++misses >= PAUSE_WINDOWS) {
            key = NONE;
        }
        return NONE;
    }

    private void begin(int low, int high) {
        row = low;
        column = high;
        windows = 1;
        rowOff = 0;
        columnOff = 0;
        sumOfPeaks = peakOf(lastPeaks);
        highestPeak = 0;
        found = false;
        add(peakOf(peaks));
    }

    private void add(double peak) {
        sumOfPeaks += peak;
        highestPeak = Math.max(highestPeak, peak);
    }

    /** Of the run's two tones, weighted alike. */
    private double peakOf(double[] of) {
        return Math.sqrt(of[row] * of[column]);
    }

    /** How far the phase has gone on from the window before, beyond what is right; radians. */
    private double off(int tone) {
        double expected = TURNS[tone] * STEP;
        double now = Math.atan2(imaginary[tone], real[tone]);
        double last = Math.atan2(lastImaginary[tone], lastReal[tone]);
        return Math.IEEEremainder(now - last - expected, 2 * Math.PI);
    }

    private boolean isCertain() {
        return !found
                && windows >= LEAST_WINDOWS
                && steps() >= LEAST_STEPS
                && isRight(row, rowOff)
                && isRight(column, columnOff);
    }

    /** How long the run has lasted, in steps: what is missing of a window is as much less loud. */
    private double steps() {
        return sumOfPeaks / highestPeak;
    }

    private boolean isRight(int tone, double radians) {
        return Math.abs(radians) <= MOST_OFF * TURNS[tone] * STEP * (windows - 1);
    }

    private char tell(char pressed) {
        found = true;
        if (pressed == key) {
            return NONE; // It was interrupted for a moment.
        }
        key = pressed;
        misses = 0;
        lasted = steps();
        return pressed;
    }

    private static int hertz(int tone) {
        return tone < 4 ? DtmfTones.low(tone) : DtmfTones.high(tone - 4);
    }

    private static double amplitude(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
