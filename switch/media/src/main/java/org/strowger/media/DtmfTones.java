package org.strowger.media;

/**
 * The tones of the sixteen keys (ITU-T Q.23), one of four low and one of four high frequencies
 * each, as sound of one second. All frequencies are whole numbers of hertz, so a second is a period
 * and can be repeated without a seam. Made once, when the first is asked for: 256 KB.
 */
public final class DtmfTones {

    /** Frames of a second. */
    public static final int FRAMES = 50;

    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1209, 1336, 1477, 1633};
    private static final String PAD = "123A456B789C*0#D"; // row by row

    // -9 and -7 dBm0: within what Q.24 has receivers take, and the high tone louder, as the line
    // loses more of it. The loudest sine of 16 bits is 3.17 dBm0 (ITU-T G.711).
    private static final double LOW_PEAK = peak(-9);
    private static final double HIGH_PEAK = peak(-7);

    private DtmfTones() {}

    /**
     * The sound of a key, of {@link #FRAMES} frames.
     *
     * @param event its number in RFC 4733, 0 to 15
     */
    public static Prompt of(int event) {
        return Sounds.BY_EVENT[event];
    }

    /** Of the row and column of a telephone's pad, 0 to 3 each. */
    static char key(int row, int column) {
        return PAD.charAt(4 * row + column);
    }

    /** Hz of a row. */
    static int low(int row) {
        return LOW[row];
    }

    /** Hz of a column. */
    static int high(int column) {
        return HIGH[column];
    }

    /** Hz of a key's low tone. */
    static int low(char key) {
        return LOW[PAD.indexOf(key) / 4];
    }

    /** Hz of a key's high tone. */
    static int high(char key) {
        return HIGH[PAD.indexOf(key) % 4];
    }

    /** The peak of a sine of this level, in steps of 16-bit samples. */
    static double peak(double dbm0) {
        return 32_124 * Math.pow(10, (dbm0 - 3.17) / 20);
    }

    private static Prompt render(char key) {
        var samples = new short[FRAMES * Prompt.FRAME];
        for (int i = 0; i < samples.length; i++) {
            double turn = 2 * Math.PI * i / 8_000;
            samples[i] =
                    (short)
                            Math.round(
                                    LOW_PEAK * Math.sin(turn * low(key))
                                            + HIGH_PEAK * Math.sin(turn * high(key)));
        }
        return Prompt.encode(samples);
    }

    /** Not made in a switch that never needs them. */
    private static final class Sounds {

        static final Prompt[] BY_EVENT = new Prompt[PAD.length()];

        static {
            for (int i = 0; i < PAD.length(); i++) {
                char key = PAD.charAt(i);
                BY_EVENT[DtmfReceiver.event(key)] = render(key);
            }
        }

        private Sounds() {}
    }
}
