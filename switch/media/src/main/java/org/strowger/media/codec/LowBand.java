package org.strowger.media.codec;

/**
 * The lower sub-band of ITU-T G.722 (1988), section 3: an adaptive quantizer behind an adaptive
 * predictor, with the same state in encoder and decoder. Signals are those of its block diagrams,
 * 15 bits with sign.
 */
final class LowBand {

    private static final int LIMIT = 16_383;
    private static final int HIGHEST_STEP = 18_432;
    private static final int MOST_A2 = 12_288;
    private static final int MOST_A1 = 15_360;

    /** Decision levels of the quantizer with 60 levels (table 14). */
    private static final int[] DECISIONS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940,
        1_023, 1_121, 1_219, 1_339, 1_458, 1_612, 1_765, 1_980, 2_195, 2_557, 2_919
    };

    /** What the 64 codes stand for, in steps (table 15); four never come from an encoder. */
    private static final int[] LEVELS = {
        -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280,
        -11_192, -10_232, -9_360, -8_576, -7_856, -7_192, -6_576, -6_000, -5_456, -4_944, -4_464,
        -4_008, -3_576, -3_168, -2_776, -2_400, -2_032, -1_688, -1_360, -1_040, -728, 24_808,
        21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9_360, 8_576, 7_856, 7_192,
        6_576, 6_000, 5_456, 4_944, 4_464, 4_008, 3_576, 3_168, 2_776, 2_400, 2_032, 1_688, 1_360,
        1_040, 728, 432, 136, -432, -136
    };

    /** The same by the upper four bits, from which both sides adapt. */
    private static final int[] COARSE = {
        0, -20_456, -12_896, -8_968, -6_288, -4_240, -2_584, -1_200, 20_456, 12_896, 8_968, 6_288,
        4_240, 2_584, 1_200, 0
    };

    /** How much louder the quantizer becomes, by the upper four bits. */
    private static final int[] LOUDER = {
        -60, 3_042, 1_198, 538, 334, 172, 58, -30, 3_042, 1_198, 538, 334, 172, 58, -30, -60
    };

    /** 2048 * 2^(i/32). */
    private static final int[] POWERS = powers();

    private int estimate; // of the next sample
    private int fromZeros; // the part of it that comes of earlier differences
    private int logStep;
    private int step = 32;
    private int a1;
    private int a2;
    private int sum1; // the last samples, as the decoder has them
    private int sum2;
    private int partial1; // the last partial sums, whose signs count
    private int partial2;
    private final int[] b = new int[6];
    private final int[] differences = new int[6]; // the last first

    private static int[] powers() {
        var all = new int[32];
        for (int i = 0; i < all.length; i++) {
            all[i] = (int) Math.round(2_048 * Math.pow(2, i / 32.0));
        }
        return all;
    }

    /** The code of the next sample, 0 to 63. */
    int encode(int sample) {
        int difference = saturated(sample - estimate);
        int magnitude = difference < 0 ? ~difference : difference;
        int level = 1;
        while (level < DECISIONS.length && magnitude >= (DECISIONS[level] * step) >> 12) {
            level++;
        }
        int code = code(level, difference < 0);
        adapt(code >> 2);
        return code;
    }

    private static int code(int level, boolean negative) {
        if (!negative) {
            return 62 - level;
        }
        return level < 3 ? 64 - level : 34 - level;
    }

    /** The sample of the next code. */
    int decode(int code) {
        int sample = estimate + product(step, LEVELS[code]);
        adapt(code >> 2);
        return Math.clamp(sample, -LIMIT - 1, LIMIT);
    }

    private void adapt(int coarse) {
        int difference = product(step, COARSE[coarse]);
        logStep = Math.clamp(((logStep * 127) >> 7) + LOUDER[coarse], 0, HIGHEST_STEP);
        int power = POWERS[(logStep >> 6) & 31];
        int shift = 8 - (logStep >> 11);
        step = (shift < 0 ? power << -shift : power >> shift) << 2;
        predict(difference);
    }

    private void predict(int difference) {
        int sum = saturated(estimate + difference);
        int partial = saturated(fromZeros + difference);
        poles(partial);
        zeros(difference);
        sum2 = sum1;
        sum1 = sum;
        partial2 = partial1;
        partial1 = partial;
        int fromPoles =
                saturated(product(a1, saturated(2 * sum1)) + product(a2, saturated(2 * sum2)));
        int all = 0;
        for (int i = 0; i < b.length; i++) {
            all += product(b[i], saturated(2 * differences[i]));
        }
        fromZeros = saturated(all);
        estimate = saturated(fromPoles + fromZeros);
    }

    /** Sections 3.6.3 and 3.6.4: the second-order part, by the signs of partial sums. */
    private void poles(int partial) {
        boolean same1 = (partial ^ partial1) >= 0;
        boolean same2 = (partial ^ partial2) >= 0;
        int four = saturated(4 * a1);
        int by1 = same1 ? -four : four;
        int up = (same2 ? 128 : -128) + (Math.min(by1, Short.MAX_VALUE) >> 7);
        a2 = Math.clamp(up + product(a2, 32_512), -MOST_A2, MOST_A2);
        int most = saturated(MOST_A1 - a2);
        int next1 = saturated((same1 ? 192 : -192) + product(a1, 32_640));
        a1 = Math.clamp(next1, -most, most);
    }

    /** Section 3.6.2: the sixth-order part, by the signs of differences. */
    private void zeros(int difference) {
        int gain = difference == 0 ? 0 : 128;
        for (int i = 0; i < b.length; i++) {
            int by = (difference ^ differences[i]) >= 0 ? gain : -gain;
            b[i] = saturated(by + product(b[i], 32_640));
        }
        System.arraycopy(differences, 0, differences, 1, differences.length - 1);
        differences[0] = difference;
    }

    private static int product(int one, int other) {
        return (one * other) >> 15;
    }

    private static int saturated(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
