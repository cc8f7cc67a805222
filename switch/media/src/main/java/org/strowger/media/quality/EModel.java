package org.strowger.media.quality;

/**
 * The opinion that listeners would have of G.711 voice, by the E-model of ITU-T G.107 with its
 * defaults for everything that a switch cannot hear (no echo, no noise in the room):
 *
 * <pre>
 * R   = 93.2 - Idd - Ie,eff
 * Idd = 25 ((1 + X^6)^(1/6) - 3 (1 + (X/3)^6)^(1/6) + 2), X = log2(Ta / 100 ms); 0 up to 100 ms
 * Ie,eff = Ie + (95 - Ie) Ppl / (Ppl / BurstR + Bpl)
 * MOS = 1 + 0.035 R + R (R - 60)(100 - R) 7 10^-6, between 1 and 4.5
 * </pre>
 *
 * <p>Idd is G.107, clause 7.4; Ie,eff clause 7.5, with BurstR 1 (random loss); MOS annex B. Ie 0
 * and Bpl 25.1 are those of G.711 whose losses are concealed (G.113, appendix I): phones do that.
 */
public final class EModel {

    private static final double BEST = 93.2;
    private static final double IE = 0;
    private static final double BPL = 25.1;
    private static final double UNHEARD_DELAY = 100;
    private static final double HIGHEST_MOS = 4.5;

    private EModel() {}

    /**
     * The rating R.
     *
     * @param delayMillis one way, from mouth to ear
     * @param lossRatio of packets that are not played, 0 to 1
     */
    public static double rating(double delayMillis, double lossRatio) {
        double percent = 100 * lossRatio;
        return BEST - delayImpairment(delayMillis) - (IE + (95 - IE) * percent / (percent + BPL));
    }

    private static double delayImpairment(double delayMillis) {
        if (delayMillis <= UNHEARD_DELAY) {
            return 0;
        }
        double x = Math.log(delayMillis / UNHEARD_DELAY) / Math.log(2);
        return 25 * (sixthRoot(x) - 3 * sixthRoot(x / 3) + 2);
    }

    private static double sixthRoot(double x) {
        return Math.pow(1 + Math.pow(x, 6), 1.0 / 6);
    }

    /** The mean opinion score of a rating, 1 to 4.5. */
    public static double mos(double rating) {
        if (rating >= 100) {
            return HIGHEST_MOS;
        }
        double score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
        return rating <= 0 ? 1 : Math.max(1, score);
    }

    /**
     * The share of packets that come too late for a listener's buffer, where nothing but the jitter
     * is known: of delays above the least that fall off exponentially, RFC 3550's jitter is the
     * mean, so exp(-buffer / jitter) of them are longer than the buffer.
     */
    public static double discardRatio(double jitterMillis) {
        return jitterMillis <= 0 ? 0 : Math.exp(-ArrivalTimes.BUFFER_MILLIS / jitterMillis);
    }
}
