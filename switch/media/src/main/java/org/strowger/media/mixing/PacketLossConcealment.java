package org.strowger.media.mixing;

import java.util.Arrays;

/**
 * What is heard in place of lost sound: the last period of the voice, over and over, ever softer
 * and silent after 60 ms; in the spirit of ITU-T G.711 appendix I, without its delay. Sound comes
 * in pieces of 10 ms.
 */
public final class PacketLossConcealment {

    /** Samples of a piece: 10 ms. */
    public static final int PIECE = 80;

    /** The pitch of a voice, 66 to 200 Hz. */
    private static final int SHORTEST = 40;

    private static final int LONGEST = 120;

    /** What is compared to find it. */
    private static final int WINDOW = 160;

    private static final int HISTORY = WINDOW + LONGEST;
    private static final int SEAM = 32;

    /** As it was for 10 ms, then less and less, nothing after 60 ms. */
    private static final int FULL = PIECE;

    private static final int SILENT = 6 * PIECE;

    private final short[] history = new short[HISTORY];
    private final short[] period = new short[LONGEST];
    private int length; // of the period
    private int concealed; // samples since the last that was heard
    private boolean seam;
    private int step; // from the last sample heard to the first repeated
    private boolean heardAny;

    /** Ten milliseconds that came; where they follow on lost ones, the two are joined in place. */
    public void heard(short[] samples, int at) {
        if (seam) {
            for (int i = 0; i < SEAM; i++) {
                int made = concealed < SILENT ? made(concealed + i) : 0;
                samples[at + i] = (short) ((made * (SEAM - i) + samples[at + i] * i) / SEAM);
            }
        }
        seam = false;
        concealed = 0;
        heardAny = true;
        remember(samples, at);
    }

    /**
     * Ten milliseconds that did not come.
     *
     * @return false when there is nothing to be heard any more: the samples are zeros
     */
    public boolean conceal(short[] samples, int at) {
        if (!heardAny || concealed >= SILENT) {
            Arrays.fill(samples, at, at + PIECE, (short) 0);
            return false;
        }
        if (!seam) {
            begin();
        }
        for (int i = 0; i < PIECE; i++) {
            samples[at + i] = (short) made(concealed + i);
        }
        concealed += PIECE;
        return true;
    }

    /** What was heard has nothing to do with what comes. */
    public void forget() {
        Arrays.fill(history, (short) 0);
        heardAny = false;
        seam = false;
        concealed = 0;
    }

    private void remember(short[] samples, int at) {
        System.arraycopy(history, PIECE, history, 0, HISTORY - PIECE);
        System.arraycopy(samples, at, history, HISTORY - PIECE, PIECE);
    }

    /** The last period is taken, its end bent towards its beginning, so that it can be repeated. */
    private void begin() {
        seam = true;
        length = period();
        System.arraycopy(history, HISTORY - length, period, 0, length);
        int bent = length / 4;
        for (int i = 0; i < bent; i++) {
            int here = length - bent + i;
            int before = history[HISTORY - length - bent + i];
            period[here] = (short) ((period[here] * (bent - i) + before * i) / bent);
        }
        step = history[HISTORY - 1] - history[HISTORY - length - 1];
    }

    /** Where the voice is most like what it was last: by the normalised correlation. */
    private int period() {
        int best = SHORTEST;
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = SHORTEST; lag <= LONGEST; lag++) {
            long product = 0;
            long energy = 1;
            for (int i = HISTORY - WINDOW; i < HISTORY; i++) {
                int before = history[i - lag];
                product += (long) history[i] * before;
                energy += (long) before * before;
            }
            double alike = (double) product / Math.sqrt((double) energy);
            if (alike > most) {
                most = alike;
                best = lag;
            }
        }
        return best;
    }

    private int made(int sample) {
        int whole = period[sample % length];
        if (sample < SEAM) {
            whole += step * (SEAM - sample) / SEAM; // No click where the sound breaks off.
        }
        int left = Math.clamp(SILENT - sample, 0, SILENT - FULL);
        return Math.clamp((long) whole * left / (SILENT - FULL), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
