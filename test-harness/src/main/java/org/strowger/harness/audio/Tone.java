package org.strowger.harness.audio;

/** A steady sine that can be taken piece by piece without a jump. */
public final class Tone {

    /** Samples a second, of everything in this package. */
    public static final int RATE = 8_000;

    private static final double AMPLITUDE = 12_000; // about -8.7 dB below full scale

    private final double step;
    private double phase;

    /**
     * A tone that begins at a zero crossing.
     *
     * @param hertz under half of {@link #RATE}
     */
    public Tone(double hertz) {
        this.step = 2 * Math.PI * hertz / RATE;
    }

    /** The next samples. */
    public short[] next(int samples) {
        var piece = new short[samples];
        for (int i = 0; i < samples; i++) {
            piece[i] = (short) Math.round(AMPLITUDE * Math.sin(phase));
            phase = (phase + step) % (2 * Math.PI);
        }
        return piece;
    }
}
